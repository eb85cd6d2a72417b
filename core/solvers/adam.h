// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/solvers/solver.h"

namespace basin {

/// Options of `adam`; those with a key are in the catalogue.
struct AdamOptions {
    double learning_rate = 0.02;  // > 0, about the length of a step in each coordinate
    double beta1 = 0.9;           // 0 <= beta1 < 1, memory of the gradient [Kingma, Ba 2015]
    double beta2 = 0.999;         // 0 <= beta2 < 1, memory of its square
    double epsilon = 1e-8;        // > 0, keeps the quotient finite

    /// Throws InputError naming the field, its value and the constraint it broke.
    void validate() const;
};

/// `adam`: steps along a running mean of the gradient, each coordinate scaled by its running size ([Kingma,
/// Ba 2015], algorithm 1, with whole gradients). It has no line search: with a fixed learning rate it
/// may circle about the minimiser, and then ends at the iteration limit.
class Adam final : public Solver {
  public:
    explicit Adam(const SolverOptions& options = {}, const AdamOptions& adam = {});
    std::string_view name() const override { return "adam"; }
    SolveResult solve(const Problem& problem, const Vector& x0, const Observer& observer = {},
                      std::stop_token stop = {}) const override;

  private:
    SolverOptions options_;
    AdamOptions adam_;
};

}  // namespace basin
