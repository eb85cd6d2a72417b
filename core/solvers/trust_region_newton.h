// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/solvers/solver.h"

namespace basin {

/// Options of `trust-region-newton`.
struct TrustRegionOptions {
    double initial_radius = 0;  // >= 0; 0: the size X of x0
    double max_radius = 0;      // 0, or >= initial_radius; 0: 1e4 times the first radius
    double acceptance = 0.1;  // 0 <= acceptance < 0.25, share of the promised decrease that a step must bring
    double forcing = 0.5;     // 0 < forcing < 1, see TrustRegionNewton

    /// Throws InputError naming the field, its value and the constraint it broke.
    void validate() const;
};

/// `trust-region-newton`: minimises the quadratic model of L within a ball by conjugate gradients, which stop
/// at its border, at negative curvature ([Steihaug 1983]; [Nocedal, Wright 2006], algorithms 4.1 and 7.2),
/// or at |H p + g| <= min(forcing, sqrt(r)) |g|, r the gradient relative to what it is made of
/// at x0 (relative_gradient). Needs products with the Hessian, never the Hessian itself. An iteration is an
/// accepted step; `products` in the records counts the work.
class TrustRegionNewton final : public Solver {
  public:
    explicit TrustRegionNewton(const SolverOptions& options = {}, const TrustRegionOptions& region = {});
    std::string_view name() const override { return "trust-region-newton"; }
    SolveResult solve(const Problem& problem, const Vector& x0, const Observer& observer = {},
                      std::stop_token stop = {}) const override;

  private:
    SolverOptions options_;
    TrustRegionOptions region_;
};

}  // namespace basin
