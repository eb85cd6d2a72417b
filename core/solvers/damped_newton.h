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
    /// 0 < tolerance < 1: of |(H + tau I) p + g|, relative to |g|, where no matrix is formed.
    double tolerance = 1e-6;
    Index dense_up_to = 1500;  // >= 0, weights of a network; above it no matrix is formed

    /// Throws InputError naming the field, its value and the constraint it broke.
    void validate() const;
};

/// `damped-newton`: Newton's direction for H + tau I, tau = 0 wherever H is positive definite, with an Armijo
/// line search: descends from every start, and near x* it is `newton`. On networks of more than dense_up_to
/// weights H is known by its products alone (mathematics.md 7.3).
class DampedNewton final : public Solver {
  public:
    explicit DampedNewton(const SolverOptions& options = {}, const DampedNewtonOptions& damping = {});
    std::string_view name() const override { return "damped-newton"; }
    /// Where memory does not hold what a step needs.
    std::optional<std::string> rejects(const Problem& problem) const override;
    SolveResult solve(const Problem& problem, const Vector& x0, const Observer& observer = {},
                      std::stop_token stop = {}) const override;

  private:
    SolverOptions options_;
    DampedNewtonOptions damping_;
};

}  // namespace basin
