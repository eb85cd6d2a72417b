// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/solvers/solver.h"

namespace basin {

/// Options of `augmented-lagrangian`.
struct AugmentedLagrangianOptions {
    double gamma = 1;               // > 0, weight of the squared residuals at first
    double growth = 1.2;            // >= 1, factor of gamma when the violation falls too little
    double violation_factor = 0.9;  // 0 < . < 1, what the violation has to fall by to leave gamma as it is
    Index sweeps = 5;               // >= 1, sweeps over the blocks before the multipliers are moved
    double violation_tolerance = 1e-6;  // > 0, largest residual at which the run has converged
    double change_tolerance =
        1e-6;  // > 0, and the longest change of theta then, as a share of |theta| or |theta_0|

    /// Throws InputError naming the field, its value and the constraint it broke.
    void validate() const;
};

/// `augmented-lagrangian`: minimises (P0) by block coordinate descent on its augmented Lagrangian
///     (1/T) |v - y|^2 + R(theta) + <xi, r> + gamma/2 |r|^2,
/// every block in closed form: (W, V, b) and (A, c) by ridge regression, u entry by entry, h step by step, v
/// ([Wang, Zhang, Chen 2024]; mathematics.md 2.5). Takes an ElmanRnn with relu or leaky_relu; x is theta
/// and the records show (P) there, rho = gamma and the sweeps as inner iterations.
class AugmentedLagrangian final : public Solver {
  public:
    explicit AugmentedLagrangian(const SolverOptions& options = {},
                                 const AugmentedLagrangianOptions& lagrangian = {});
    std::string_view name() const override { return "augmented-lagrangian"; }
    std::optional<std::string> rejects(const Problem& problem) const override;
    SolveResult solve(const Problem& problem, const Vector& x0, const Observer& observer = {},
                      std::stop_token stop = {}) const override;

  private:
    SolverOptions options_;
    AugmentedLagrangianOptions lagrangian_;
};

}  // namespace basin
