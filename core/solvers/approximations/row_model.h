// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/random.h"
#include "core/numeric/weighted_gram.h"
#include "core/problems/curvature.h"
#include "core/solvers/approximations/dense_model.h"

namespace basin {

/// What the models share that replace A1^T diag(D+) A1, D+ = max(q + w.w, 0), by something drawn (LSWY;
/// math.md 1.5), and keep the rest of H - the rows of negative D and the part of low rank - exactly or leave
/// it out: see LowRankPart.
class RowModel : public DenseModel {
  public:
    explicit RowModel(const ApproximationOptions& options) : options_(options) {}
    EvalStatus assemble(Evaluator& evaluator, const Vector& x, Index iteration) final;

  protected:
    /// Adds what stands for A1^T diag(D+) A1 to matrix_.
    virtual void add_rows(const DesignMatrix& A1, const Vector& positive, RandomStream& stream) = 0;

    /// How many rows to draw: those asked for, else those that the error takes.
    Index samples() const { return samples_; }

    const ApproximationOptions options_;
    WeightedGram gram_;

  private:
    Index samples_ = 0;
    Vector positive_;  // n, D+
    Vector negative_;  // n, D - D+
};

}  // namespace basin
