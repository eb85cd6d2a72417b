// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/solvers/hessian_approximation.h"
#include "core/solvers/solver.h"

namespace basin {

/// `newton`: x+ = x - H^{-1} grad L(x), whole steps, by Cholesky. Ends with Termination::indefinite where H
/// is not positive definite, because the step is then no descent and mathematics.md 1.4 says nothing.
class Newton final : public Solver {
  public:
    /// Throws InputError when the options are out of range.
    explicit Newton(const SolverOptions& options = {});
    std::string_view name() const override { return "newton"; }
    /// See reject_dense_hessian().
    std::optional<std::string> rejects(const Problem& problem) const override;
    SolveResult solve(const Problem& problem, const Vector& x0, const Observer& observer = {},
                      std::stop_token stop = {}) const override;
    std::unique_ptr<SolverSession> session(const Problem& problem) const override;

  private:
    SolverOptions options_;
};

/// `approximate-newton`: x+ = x - Ht^{-1} grad L(x) with a model Ht of the Hessian ([LSWY];
/// mathematics.md 1.4, 1.5). Ends with Termination::indefinite where Ht is not positive definite.
class ApproximateNewton final : public Solver {
  public:
    explicit ApproximateNewton(const SolverOptions& options = {},
                               const ApproximationOptions& approximation = {});
    std::string_view name() const override { return "approximate-newton"; }
    /// See reject_approximation().
    std::optional<std::string> rejects(const Problem& problem) const override;
    SolveResult solve(const Problem& problem, const Vector& x0, const Observer& observer = {},
                      std::stop_token stop = {}) const override;
    std::unique_ptr<SolverSession> session(const Problem& problem) const override;

  private:
    SolverOptions options_;
    ApproximationOptions approximation_;
};

}  // namespace basin
