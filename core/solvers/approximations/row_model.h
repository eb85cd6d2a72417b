// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/random.h"
#include "core/numeric/weighted_gram.h"
#include "core/problems/curvature.h"
#include "core/solvers/approximations/dense_model.h"

namespace basin {

/// What the models share that replace A1^T diag(D+) A1, D+ = max(q + w.w, 0), by something drawn ([LSWY];
/// mathematics.md 1.5), and keep the rest of H - the rows of negative D and the part of low rank - exactly or
/// leave it out: see LowRankPart.
class RowModel : public DenseModel {
  public:
    explicit RowModel(const ApproximationOptions& options) : options_(options) {}
    EvalStatus assemble(Evaluator& evaluator, const Vector& x, Index iteration) final;

  protected:
    /// Adds what stands for A1^T diag(D+) A1 to matrix_, and A1^T diag(negative) A1 as it is: one pass over
    /// the rows may do both. negative: D - D+ (n), empty when it is left out.
    virtual void add_rows(const DesignMatrix& A1, const Vector& positive, const Vector& negative,
                          RandomStream& stream) = 0;
    void add_exactly(const DesignMatrix& A1, const Vector& weights) {
        if (weights.size() > 0) gram_.add(A1, weights, matrix_);
    }

    /// How many rows to draw: those asked for, else those that the error takes.
    Index samples() const { return samples_; }

    const ApproximationOptions options_;
    WeightedGram gram_;

  private:
    Index samples_ = 0;
    Vector positive_;  // n, D+
    Vector negative_;  // n, D - D+; empty unless structured
};

}  // namespace basin
