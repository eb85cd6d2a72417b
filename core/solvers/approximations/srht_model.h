// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/solvers/approximations/row_model.h"

namespace basin {

/// `sketch` of kind `srht`: (S B)^T (S B) stands for B^T B, B = diag(D+)^{1/2} A1. S is a subsampled
/// randomised Hadamard transform: random signs, the orthogonal Hadamard transform of the N >= n rows (N the
/// next power of 2, rows of zeros added), s of its rows drawn without replacement, times sqrt(N / s) [Tropp
/// 2011]. N d log2 N additions; with s = N nothing is lost.
class SrhtModel final : public RowModel {
  public:
    using RowModel::RowModel;
    RowDraws draws() const override;

  protected:
    void add_rows(const DesignMatrix& A1, const Vector& positive, const Vector& negative,
                  RandomStream& stream) override;

  private:
    /// block_ = some columns of diag(signed roots) A1, transposed; rows beyond n stay 0.
    void fill_block(const DesignMatrix& A1, Index first);
    void draw(const Vector& positive, Index padded, RandomStream& stream);

    std::vector<Index> order_;  // N, the rows drawn first
    Index drawn_ = 0;
    Vector signed_roots_;  // n
    Matrix block_;         // columns x N, some columns of B, transposed
    Matrix sketch_;        // s x d
    Vector weights_;       // s
};

}  // namespace basin
