// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/aligned_buffer.h"
#include "core/numeric/types.h"

namespace basin {

/// A matrix that meets eight vectors at a time, often: too few for a BLAS, which would copy it anew for each
/// product. It must fit into a core's second cache to be fast.
class PanelProduct {
  public:
    static constexpr Index width = 8;

    void set(const Matrix& A);
    /// The height of panels Y: whole strips of rows.
    static Index padded(Index rows) { return (rows + strip_rows - 1) / strip_rows * strip_rows; }
    /// Y (padded(A.rows()) x 8) = A X for X (at least A.cols() x 8) with columns `lead` numbers apart. They
    /// do not overlap.
    void multiply(const double* X, Index lead, double* Y) const;

  private:
    static constexpr Index strip_rows = 16;

    Index rows_ = 0, columns_ = 0;
    AlignedBuffer packed_;  // strips of rows, of each one column after the other
};

}  // namespace basin
