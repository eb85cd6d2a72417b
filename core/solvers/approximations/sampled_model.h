// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/solvers/approximations/row_model.h"
#include "core/solvers/approximations/row_sampler.h"

namespace basin {

/// `leverage-sampling` and `uniform-sampling`: A1^T diag(D+ . weights) A1 stands for A1^T diag(D+) A1. Rows
/// of A1 are drawn with replacement, by the leverage scores of diag(D+)^{1/2} A1 or uniformly.
class SampledModel final : public RowModel {
  public:
    using RowModel::RowModel;
    RowDraws draws() const override { return draws_; }

  protected:
    void add_rows(const DesignMatrix& A1, const Vector& positive, const Vector& negative,
                  RandomStream& stream) override;

  private:
    void score(const DesignMatrix& A1, const Vector& positive, RandomStream& stream);

    RowDraws draws_;
    Vector scores_;   // n
    Vector weights_;  // n
    RowSampler sampler_;
};

}  // namespace basin
