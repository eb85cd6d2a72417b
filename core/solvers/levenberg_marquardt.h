// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/solvers/solver.h"

namespace basin {

/// Options of `levenberg-marquardt`.
struct LevenbergMarquardtOptions {
    double damping = 1e-3;  // > 0, first mu as a share of the largest diagonal entry of J^T J [Nielsen 1999]

    /// Throws InputError naming the field, its value and the constraint it broke.
    void validate() const;
};

/// `levenberg-marquardt`: x+ = x - (J^T J + mu I)^{-1} grad L(x) for L = 1/2 |r(x)|^2, J = r'(x) [Levenberg
/// 1944], [Marquardt 1963], mu by the rule of [Nielsen 1999]. For softmax regression r = (h(z) - b, w.u). An
/// iteration is an accepted step.
class LevenbergMarquardt final : public Solver {
  public:
    explicit LevenbergMarquardt(const SolverOptions& options = {},
                                const LevenbergMarquardtOptions& marquardt = {});
    std::string_view name() const override { return "levenberg-marquardt"; }
    /// Problems that are no sums of squares.
    std::optional<std::string> rejects(const Problem& problem) const override;
    SolveResult solve(const Problem& problem, const Vector& x0, const Observer& observer = {},
                      std::stop_token stop = {}) const override;

  private:
    SolverOptions options_;
    LevenbergMarquardtOptions marquardt_;
};

}  // namespace basin
