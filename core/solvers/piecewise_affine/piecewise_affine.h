// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/problems/lifted.h"
#include "core/solvers/solver.h"

namespace basin {

/// The sign that an exact zero of u counts as (mathematics.md 2.4).
enum class TieRule {
    flip,   // the opposite of its sign in the iteration before; + at first
    random  // seeded
};
std::string_view to_string(TieRule rule);
std::optional<TieRule> parse_tie_rule(std::string_view name);

/// Field names are the JSON keys.
struct PiecewiseAffineOptions {
    TieRule ties = TieRule::flip;
    std::uint64_t seed = 1;  // of the random rule
    double rho = 0.5;        // > 0, weight of 1/2 |s|^2 at first
    double eta1 = 0.9;       // 0 < eta1 < 1, share of rho |s|^2 / 2 that a step has to bring
    double eta2 = 1.3;       // > 1, factor of rho after a refused step
    double error = 0;        // 0 <= error < 1, relative tolerance of the step; 0 = to rounding

    /// Throws InputError naming the field, its value and the constraint it broke.
    void validate() const;
};

/// Throws InputError unless the dense matrices that a step forms of the weights (N x N) fit into memory.
void require_step_fits(const LiftedLayout& layout);

/// `piecewise-affine`: minimises (P1) by steps of its regularised piecewise-affine model ([JWC];
/// mathematics.md 2.4). Takes a PenaltyRnn; x is z = (theta, h, u, v). gradient_norm in the records is rho
/// |s|, zero exactly where the model of the present signs has no descent; it is judged as a gradient of (P1)
/// is (mathematics.md 2.4). Before a run counts as converged, every choice of signs at the zeros of u is
/// tried, up to 12 zeros; a choice that descends is gone on with, one without a step ends the run.
class PiecewiseAffine final : public Solver {
  public:
    explicit PiecewiseAffine(const SolverOptions& options = {}, const PiecewiseAffineOptions& affine = {});
    std::string_view name() const override { return "piecewise-affine"; }
    std::optional<std::string> rejects(const Problem& problem) const override;
    SolveResult solve(const Problem& problem, const Vector& x0, const Observer& observer = {},
                      std::stop_token stop = {}) const override;

  private:
    SolverOptions options_;
    PiecewiseAffineOptions affine_;
};

}  // namespace basin
