// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "core/numeric/types.h"

namespace basin {

/// exp(u0 + a u1) along an axis of points a, each point up to a factor of its own, in as few columns as full
/// accuracy allows (mathematics.md 4): sums over n of these exponentials are smooth in a, so that a dense
/// axis needs them at the Chebyshev points of a few pieces of the axis only, and interpolates the sums.
class AxisExponentials {
  public:
    /// u0 and u1 have length n and must outlive this.
    AxisExponentials(const Vector& u0, const Vector& u1) : u0_(u0), u1_(u1) {}
    AxisExponentials(const AxisExponentials&) = delete;
    AxisExponentials& operator=(const AxisExponentials&) = delete;

    /// Takes another axis; nothing to do when it is the last one.
    void prepare(std::span<const double> a);

    /// n x columns.
    const Matrix& columns() const { return columns_; }
    /// From sums at the columns to sums at the points of the axis: points x k from columns x k. Where the
    /// sums have positive weights, their relative error is at most about 1e-13; that of other sums is so
    /// relative to the sum of the absolute values.
    void expand(const Matrix& at_columns, Matrix& at_points) const;
    /// Whether the columns are the points, so that nothing needs to be expanded.
    bool direct() const { return pieces_.empty(); }

  private:
    /// A run of neighbouring points, interpolated from a run of columns.
    struct Piece {
        Index first_point;
        Index first_column;
        Matrix weights;  // columns x points
    };

    /// Splits the axis into pieces; leaves none where computing every point costs less.
    void split();
    void add_piece(double low, double high, std::size_t first, std::size_t count, Index nodes);
    /// Column k becomes exp(u0 + a (u1 - tilt) - shift).
    void fill_column(Index k, double a, double tilt, double shift);

    const Vector& u0_;
    const Vector& u1_;
    std::vector<double> axis_;
    std::vector<Piece> pieces_;
    Matrix columns_;
};

}  // namespace basin
