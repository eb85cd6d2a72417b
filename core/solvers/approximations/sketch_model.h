// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/solvers/approximations/row_model.h"

namespace basin {

/// `sketch` of kind `count-sketch`: (S B)^T (S B) stands for B^T B, B = diag(D+)^{1/2} A1. S is a count
/// sketch, which adds each row of B with a random sign to one of s random rows [Clarkson, Woodruff 2013].
///
class SketchModel final : public RowModel {
  public:
    using RowModel::RowModel;
    RowDraws draws() const override;

  protected:
    void add_rows(const DesignMatrix& A1, const Vector& positive, const Vector& negative,
                  RandomStream& stream) override;

  private:
    void add_sparse_rows(const SparseRows& A1, Index used);
    /// Draws S, numbering only the rows of S B that something goes to: S B is never larger than A1. Returns
    /// their number.
    Index draw(const Vector& positive, RandomStream& stream);

    Index used_ = 0;             // rows of S B
    std::vector<Index> rows_;    // n, the rows of S B that the rows of A1 go to
    std::vector<Index> places_;  // s, their numbers, -1 where nothing goes
    Vector signed_roots_;        // n
    Matrix sketch_;              // rows x d; for sparse A1 some rows at a time
    Vector ones_;                // rows
};

}  // namespace basin
