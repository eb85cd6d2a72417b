// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/solvers/approximations/dense_model.h"

namespace basin {

/// Ht = H.
class ExactModel final : public DenseModel {
  public:
    EvalStatus assemble(Evaluator& evaluator, const Vector& x, Index) override {
        return evaluator.hessian(x, matrix_) == EvalStatus::ok ? finish() : EvalStatus::not_finite;
    }
    const Matrix* exact_hessian() const override { return &matrix_; }
    double achieved_error(const Matrix&) override { return 0; }
};

}  // namespace basin
