// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/solvers/hessian_approximation.h"

namespace basin {

/// Ht = Q |Lambda|^{1/2} C |Lambda|^{1/2} Q^T, C = sign Lambda + eps0 S, where H = Q Lambda Q^T and S is
/// symmetric of spectral norm 1, random or in the worst direction (mathematics.md 1.5): the achieved error is
/// exactly eps0 where H is definite.
class ControlledModel final : public HessianModel {
  public:
    ControlledModel(const ApproximationOptions& options, Index d)
        : options_(options), core_(d, d), root_(d), scratch_(d) {}

    EvalStatus assemble(Evaluator& evaluator, const Vector& x, Index iteration) override;
    bool positive_definite() const override { return nonsingular_; }
    void solve(const Vector& g, Vector& step) override;
    const Matrix& matrix() override;
    const Matrix* exact_hessian() const override { return &hessian_; }

  private:
    /// core_ = eps0 S with S symmetric, its spectral norm exactly 1.
    void draw_core(Index iteration);
    void couple_extremes();

    ApproximationOptions options_;
    Matrix hessian_;  // d x d
    SymmetricEigen eigen_;
    SymmetricEigen core_eigen_;
    Matrix core_;        // d x d, C
    Vector root_;        // d, |Lambda|^{1/2}
    Cholesky cholesky_;  // of C
    bool nonsingular_ = false;
    Vector scratch_;                        // d
    Matrix scaled_, scaled_core_, matrix_;  // d x d, for matrix()
};

}  // namespace basin
