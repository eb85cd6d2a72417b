// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/solvers/hessian_approximation.h"

namespace basin {

/// Ht = the diagonal of H. Where the problem offers the parts of its Hessian, nothing else of it is computed.
class DiagonalModel final : public HessianModel {
  public:
    EvalStatus assemble(Evaluator& evaluator, const Vector& x, Index iteration) override;
    bool positive_definite() const override { return diagonal_.minCoeff() > 0; }
    void solve(const Vector& g, Vector& step) override { step = g.cwiseQuotient(diagonal_); }
    const Matrix& matrix() override;

  private:
    EvalStatus sum_parts(Evaluator& evaluator, const Vector& x);

    Vector diagonal_;  // d
    Matrix matrix_;    // d x d
    Matrix hessian_;   // d x d
};

}  // namespace basin
