// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/solvers/solver.h"

namespace basin {

/// Options of `clipped-gradient-descent`.
struct ClippedGradientDescentOptions {
    double learning_rate = 0.05;  // > 0
    double clip = 1;              // > 0, longest gradient that is followed as it is

    /// Throws InputError naming the field, its value and the constraint it broke.
    void validate() const;
};

/// `clipped-gradient-descent`: x+ = x - learning_rate g min(1, clip / |g|), g = grad L(x), without a line
/// search [Pascanu, Mikolov, Bengio 2013]: the usual cure for exploding gradients of recurrent
/// networks.
class ClippedGradientDescent final : public Solver {
  public:
    explicit ClippedGradientDescent(const SolverOptions& options = {},
                                    const ClippedGradientDescentOptions& clipped = {});
    std::string_view name() const override { return "clipped-gradient-descent"; }
    SolveResult solve(const Problem& problem, const Vector& x0, const Observer& observer = {},
                      std::stop_token stop = {}) const override;

  private:
    SolverOptions options_;
    ClippedGradientDescentOptions clipped_;
};

}  // namespace basin
