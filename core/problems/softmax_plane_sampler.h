// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/problems/axis_exponentials.h"
#include "core/problems/problem.h"
#include "core/problems/softmax_regression.h"

namespace basin {

/// Samples a softmax regression on a plane (mathematics.md 4). The logits are affine there, u = u0 + a u1 + b
/// u2, so that no point needs a product with A1, and on a tensor grid exp(u) = exp(u0 + a u1) exp(b u2) needs
/// exponentials for the axes only. A row of the grid is then one matrix product with A2, extended by a row of
/// ones that yields the normalisers; on a dense axis, of a few columns from which its points are
/// interpolated.
class SoftmaxPlaneSampler final : public PlaneSampler {
  public:
    /// The data must outlive the sampler.
    SoftmaxPlaneSampler(const SoftmaxData& data, const Plane& plane);

    std::size_t rows_at_once() const override { return 4; }  // one product for all of them
    void values(std::span<const double> a, std::span<const double> b, std::span<double> out) override;
    void grid_values(std::span<const double> a, std::span<const double> b, std::span<double> out) override;

  private:
    /// 1/2 |diag(w) u|^2 in closed form.
    double ridge_term(double a, double b) const;
    /// grid_values() on a part of the axis that is short enough for memory.
    void part_of_grid(std::span<const double> a, std::span<const double> b, std::span<double> out);
    /// How many exponentials for each of the n rows are held at a time.
    std::size_t most_columns() const;
    /// Z_ for the grid rows at these b, side by side.
    void multiply_rows(std::span<const double> b);
    /// Z = beta Z + E^T weights, E being rows first, ..., first + count - 1 of the exponentials.
    static void add_product(const Matrix& exponentials, Index first, const Matrix& weights, Index count,
                            double beta, Matrix& Z);
    /// out = 1/2 |h(z) - b|^2 from the given one of the rows in Z_.
    void residual_terms(Index row, std::span<double> out);
    /// Values of one grid row, which go to out from offset on; notes the points that lost terms to underflow.
    void finish_row(Index row, std::span<const double> a, double b, std::size_t offset,
                    std::span<double> out);
    /// Evaluates the noted points anew, without separating the exponentials.
    void repair(std::span<const double> a, std::span<const double> b, std::span<double> out);

    const SoftmaxData& data_;
    Vector u0_, u1_, u2_;  // n
    double ridge00_, ridge01_, ridge02_, ridge11_, ridge12_, ridge22_;
    Matrix weights_;           // n x (m + 1), transpose of A2 and a column of ones
    AxisExponentials axis_;    // along p1, at b = 0
    Matrix row_exponentials_;  // n x grid rows, along p2
    Matrix scaled_;            // panel x (m + 1) grid rows, weights times the exponentials along p2
    Matrix exponentials_;      // n x points, of values()
    Matrix Z_;                 // points x (m + 1) grid rows: unnormalised z, then the normalisers
    Matrix column_Z_;          // the same at the columns of axis_
    std::vector<double> z_, h_, part_;
    std::vector<std::size_t> lost_;  // points to be repaired, as indices of out
};

}  // namespace basin
