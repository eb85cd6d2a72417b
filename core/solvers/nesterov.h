// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/solvers/line_search.h"
#include "core/solvers/solver.h"

namespace basin {

/// Options of `nesterov`.
struct NesterovOptions {
    /// On a quadratic of curvature K, 0.45 accepts lengths up to 1.1 / K; the momentum is stable up to
    /// 4 / (3 K).
    ArmijoOptions line_search{.sufficient_decrease = 0.45};
    double first_step = 0;  // >= 0, |x1 - x0| <= first_step in the very first try; 0: the size X of x0
    double growth = 1.1;    // >= 1, each search first tries the last accepted length times this

    /// Throws InputError naming the field, its value and the constraint it broke.
    void validate() const;
};

/// `nesterov`: the accelerated gradient method, x+ = y - t grad L(y), y+ = x+ + beta (x+ - x), with the
/// momentum beta of [Nesterov 1983], t by a line search, and beta set back to 0 when
/// the step points uphill [O'Donoghue, Candes 2015]. The records show the points y,
/// where the gradients are.
class Nesterov final : public Solver {
  public:
    explicit Nesterov(const SolverOptions& options = {}, const NesterovOptions& nesterov = {});
    std::string_view name() const override { return "nesterov"; }
    SolveResult solve(const Problem& problem, const Vector& x0, const Observer& observer = {},
                      std::stop_token stop = {}) const override;

  private:
    SolverOptions options_;
    NesterovOptions nesterov_;
};

}  // namespace basin
