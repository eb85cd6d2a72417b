// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/solvers/approximations/dense_model.h"

namespace basin {

/// Ht = J^T J for L = 1/2 |r|^2, J = r'(x): for softmax regression, H without c.s2 and the terms with q.
class GaussNewtonModel final : public DenseModel {
  public:
    EvalStatus assemble(Evaluator& evaluator, const Vector& x, Index) override {
        return evaluator.gauss_newton(x, matrix_) == EvalStatus::ok ? finish() : EvalStatus::not_finite;
    }
};

}  // namespace basin
