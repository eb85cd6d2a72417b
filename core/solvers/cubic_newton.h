// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/solvers/solver.h"

namespace basin {

/// Options of `cubic-newton`.
struct CubicNewtonOptions {
    double sigma = 0;         // >= 0, first weight of the cubic term, adapted then; 0: |H(x0)|_F / X
    double acceptance = 0.1;  // 0 < acceptance < 1, share of the promised decrease that a step must bring
    double very_successful = 0.9;  // acceptance < value < 1, share from which on sigma is lowered
    double factor = 3;             // > 1, by which sigma grows and falls

    /// Throws InputError naming the field, its value and the constraint it broke.
    void validate() const;
};

/// `cubic-newton`: x+ = x + p, p the global minimiser of g^T p + p^T H p / 2 + sigma |p|^3 / 3 ([Nesterov,
/// Polyak 2006]; sigma as in [Cartis, Gould, Toint 2011]). Indefinite
/// Hessians are no obstacle. An iteration is an accepted step.
class CubicNewton final : public Solver {
  public:
    explicit CubicNewton(const SolverOptions& options = {}, const CubicNewtonOptions& cubic = {});
    std::string_view name() const override { return "cubic-newton"; }
    /// See reject_dense_hessian().
    std::optional<std::string> rejects(const Problem& problem) const override;
    SolveResult solve(const Problem& problem, const Vector& x0, const Observer& observer = {},
                      std::stop_token stop = {}) const override;

  private:
    SolverOptions options_;
    CubicNewtonOptions cubic_;
};

}  // namespace basin
