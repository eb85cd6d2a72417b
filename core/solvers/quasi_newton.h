// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/solvers/solver.h"

namespace basin {

/// Options of `lbfgs`.
struct QuasiNewtonOptions {
    Index memory = 10;  // 1 <= memory <= 1000, vector pairs kept

    /// Throws InputError naming the field, its value and the constraint it broke.
    void validate() const;
};

/// A run ends when so many points in a row are no iteration, d unknowns: twice what one inexact Newton step
/// and its line searches need. So no run evaluates more than (max_iterations + 1) times this, with a clock or
/// without.
Index most_trials_between_records(Index d);

/// `lbfgs`: limited-memory BFGS by NLopt (LD_LBFGS: [Nocedal 1980], [Liu, Nocedal 1989], code by Luksan).
/// NLopt keeps its own loop and tells of nothing but evaluations, so an iteration is here: an evaluation that
/// lowers the least objective so far, or that keeps it to rounding and lowers the gradient. Other trial
/// points of its line searches are counted, not recorded; one where L has no value turns a line search back.
class Lbfgs final : public Solver {
  public:
    explicit Lbfgs(const SolverOptions& options = {}, const QuasiNewtonOptions& quasi_newton = {});
    std::string_view name() const override { return "lbfgs"; }
    SolveResult solve(const Problem& problem, const Vector& x0, const Observer& observer = {},
                      std::stop_token stop = {}) const override;

  private:
    SolverOptions options_;
    QuasiNewtonOptions quasi_newton_;
};

/// `truncated-newton`: restarted inexact Newton by NLopt (LD_TNEWTON_RESTART: [Dembo, Steihaug 1982], code
/// by Luksan). Not the preconditioned one, which reads work memory that it has not set. Iterations as in
/// Lbfgs.
class TruncatedNewton final : public Solver {
  public:
    explicit TruncatedNewton(const SolverOptions& options = {});
    std::string_view name() const override { return "truncated-newton"; }
    SolveResult solve(const Problem& problem, const Vector& x0, const Observer& observer = {},
                      std::stop_token stop = {}) const override;

  private:
    SolverOptions options_;
};

}  // namespace basin
