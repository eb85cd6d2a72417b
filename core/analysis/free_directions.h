// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/QR>

#include "core/numeric/types.h"

namespace basin {

/// {d: rows d = 0} (rows k x n) and its complement, by k reflections: neither basis is formed unless asked
/// for. Rows count by their directions; what is left of one below 1e-11 of it is none.
class FreeDirections {
  public:
    explicit FreeDirections(const Matrix& rows);

    Index rank() const { return rank_; }
    Index dimension() const { return n_ - rank_; }
    /// n x rank, orthonormal: what the rows span.
    Matrix span() const;
    /// n x dimension, orthonormal; the identity where rank is 0.
    Matrix basis() const;
    /// d = basis z and z = basis^T g.
    void out(const Vector& z, Vector& d) const;
    void in(const Vector& g, Vector& z) const;

  private:
    Index n_, rank_ = 0;
    Eigen::ColPivHouseholderQR<Matrix> qr_;  // of the rows as columns, each of length 1
};

}  // namespace basin
