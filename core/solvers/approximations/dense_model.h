// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/solvers/hessian_approximation.h"

namespace basin {

/// What the models share that assemble a matrix and solve with its Cholesky factor.
class DenseModel : public HessianModel {
  public:
    bool positive_definite() const override { return cholesky_.positive_definite(); }
    void solve(const Vector& g, Vector& step) override { cholesky_.solve(g, step); }
    const Matrix& matrix() override { return matrix_; }

  protected:
    /// Ends every assemble(): factorises matrix_.
    EvalStatus finish() {
        if (!matrix_.allFinite()) return EvalStatus::not_finite;
        cholesky_.factorise(matrix_);
        return EvalStatus::ok;
    }

    Matrix matrix_;  // d x d, Ht

  private:
    Cholesky cholesky_;
};

}  // namespace basin
