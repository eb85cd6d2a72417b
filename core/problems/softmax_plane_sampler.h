// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/problems/problem.h"
#include "core/problems/softmax_regression.h"

namespace basin {

/// Samples a softmax regression on a plane (math.md 4). The logits are affine there, u = u0 + a u1 + b u2, so
/// that no point needs a product with A1, and on a tensor grid exp(u) = exp(u0 + a u1) exp(b u2) needs
/// exponentials for the axes only. A row of the grid is then one matrix product with A2, extended by a row of
/// ones that yields the normalisers.
class SoftmaxPlaneSampler final : public PlaneSampler {
  public:
    /// The data must outlive the sampler.
    SoftmaxPlaneSampler(const SoftmaxData& data, const Plane& plane);

    void values(std::span<const double> a, std::span<const double> b, std::span<double> out) override;
    void grid_values(std::span<const double> a, std::span<const double> b, std::span<double> out) override;

  private:
    /// 1/2 |diag(w) u|^2 in closed form.
    double ridge_term(double a, double b) const;
    /// Exponentials along a, at b = 0.
    void prepare_axis(std::span<const double> a);
    /// The weights of one grid row: A2 and the ones times the exponentials along p2.
    void prepare_row(double b);
    /// out = 1/2 |h(z) - b|^2 where z comes from exponentials (n x points) and weights (n x (m + 1)).
    void residual_terms(const Matrix& exponentials, const Matrix& weights, std::span<double> out);
    /// Evaluates the points of one grid row anew whose normaliser says that terms were lost.
    void repair_row(std::span<const double> a, double b, std::span<double> out);

    const SoftmaxData& data_;
    Vector u0_, u1_, u2_;  // n
    double ridge00_, ridge01_, ridge02_, ridge11_, ridge12_, ridge22_;
    Matrix weights_;            // n x (m + 1), transpose of A2 and a column of ones
    Matrix row_weights_;        // the same, scaled for one grid row
    Vector row_;                // n, exponentials along p2
    std::vector<double> axis_;  // the a that axis_exponentials_ holds
    Matrix axis_exponentials_;  // n x axis
    Matrix exponentials_;       // n x points, of values()
    Matrix Z_;                  // points x (m + 1), unnormalised z and the normalisers
    std::vector<double> z_, h_;
    std::vector<double> repair_a_, repair_b_, repair_out_;
};

}  // namespace basin
