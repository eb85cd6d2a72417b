// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/random.h"
#include "core/numeric/weighted_gram.h"
#include "core/problems/curvature.h"
#include "core/solvers/approximations/dense_model.h"

namespace basin {

/// What the models share that replace A1^T diag(D+) A1, D+ = max(q + w.w, 0), by something drawn (LSWY;
/// math.md 1.5), and keep the part of low rank or leave it out. Rows of negative D are left out, as in LSWY,
/// and count as error.
class RowModel : public DenseModel {
  public:
    RowModel(const ApproximationOptions& options, Index d);
    EvalStatus assemble(Evaluator& evaluator, const Vector& x, Index iteration) final;

  protected:
    /// Adds what stands for A1^T diag(D+) A1 to matrix_.
    virtual void add_rows(const DesignMatrix& A1, const Vector& positive, RandomStream& stream) = 0;

    const ApproximationOptions options_;
    const Index samples_;
    WeightedGram gram_;

  private:
    Vector positive_;  // n, D+
};

}  // namespace basin
