// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/solvers/approximations/dense_model.h"

namespace basin {

/// Ht = H at the last iteration that `refresh` divides: the exact Hessian every so many steps.
class StaleModel final : public DenseModel {
  public:
    explicit StaleModel(Index refresh) : refresh_(refresh) {}

    EvalStatus assemble(Evaluator& evaluator, const Vector& x, Index iteration) override {
        fresh_ = iteration % refresh_ == 0;
        if (!fresh_) return EvalStatus::ok;
        return evaluator.hessian(x, matrix_) == EvalStatus::ok ? finish() : EvalStatus::not_finite;
    }
    const Matrix* exact_hessian() const override { return fresh_ ? &matrix_ : nullptr; }
    double achieved_error(const Matrix& H) override { return fresh_ ? 0 : HessianModel::achieved_error(H); }

  private:
    Index refresh_;
    bool fresh_ = false;
};

}  // namespace basin
