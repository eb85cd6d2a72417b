// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/solvers/hessian_approximation.h"
#include "core/solvers/run_units.h"

namespace basin {

/// A model of the Hessian as it looks in the units of the problem.
class GivenModel final : public HessianModel {
  public:
    GivenModel(const RunUnits& units, HessianModel& model)
        : matrix_(units.hessian_to_given(model.matrix())) {}
    EvalStatus assemble(Evaluator&, const Vector&, Index) override { return EvalStatus::ok; }
    bool positive_definite() const override { return false; }
    void solve(const Vector&, Vector&) override {}
    const Matrix& matrix() override { return matrix_; }

  private:
    Matrix matrix_;
};

}  // namespace basin
