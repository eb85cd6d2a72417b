// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/solvers/line_search.h"
#include "core/solvers/solver.h"

namespace basin {

/// Options of `damped-newton`.
struct DampedNewtonOptions {
    ArmijoOptions line_search;
    /// 0 < shift < 1: where H is not positive definite, multiples of the identity are added until it is, the
    /// least of them this share of its norm ([Nocedal, Wright 2006], algorithm 3.3).
    double shift = 1e-3;

    /// Throws InputError naming the field, its value and the constraint it broke.
    void validate() const;
};

/// `damped-newton`: Newton's direction for H + tau I, tau = 0 wherever H is positive definite, with an Armijo
/// line search: descends from every start, and near x* it is `newton`.
class DampedNewton final : public Solver {
  public:
    explicit DampedNewton(const SolverOptions& options = {}, const DampedNewtonOptions& damping = {});
    std::string_view name() const override { return "damped-newton"; }
    /// See reject_dense_hessian().
    std::optional<std::string> rejects(const Problem& problem) const override;
    SolveResult solve(const Problem& problem, const Vector& x0, const Observer& observer = {},
                      std::stop_token stop = {}) const override;

  private:
    SolverOptions options_;
    DampedNewtonOptions damping_;
};

}  // namespace basin
