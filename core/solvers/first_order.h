// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/solvers/line_search.h"
#include "core/solvers/solver.h"

namespace basin {

/// Options of `gradient-descent`.
struct GradientDescentOptions {
    ArmijoOptions line_search;
    double first_step = 0;  // >= 0, |x1 - x0| <= first_step in the very first try; 0: the size X of x0
    double growth = 2;      // >= 1, each search first tries the last accepted length times this

    /// Throws InputError naming the field, its value and the constraint it broke.
    void validate() const;
};

/// `gradient-descent`: x+ = x - t grad L(x), t by an Armijo line search that carries the step length over
/// from one iteration to the next, so that a search costs about two values.
class GradientDescent final : public Solver {
  public:
    explicit GradientDescent(const SolverOptions& options = {}, const GradientDescentOptions& descent = {});
    std::string_view name() const override { return "gradient-descent"; }
    SolveResult solve(const Problem& problem, const Vector& x0, const Observer& observer = {},
                      std::stop_token stop = {}) const override;

  private:
    SolverOptions options_;
    GradientDescentOptions descent_;
};

}  // namespace basin
