// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/solvers/solver.h"

namespace basin {

/// Field names are the JSON keys.
struct SgdOptions {
    double learning_rate = 0.05;  // > 0, of the first pass
    double decay = 0.01;          // >= 0: pass k goes with learning_rate / (1 + decay k)
    Index window = 32;            // >= 1, steps a window; as long as the series or longer means all of it
    std::uint64_t seed = 1;       // of where the first window of a pass ends

    /// Throws InputError naming the field, its value and the constraint it broke.
    void validate() const;
};

/// `sgd`: stochastic gradient descent on (P) over windows of the series, theta+ = theta - rate g_window. A
/// window starts from the state that the last one left (truncated backpropagation through time, [Williams,
/// Peng 1990]); the borders move from pass to pass. Takes an ElmanRnn. An iteration is
/// one pass over the series, and the record shows the whole objective and gradient after it; step.
/// inner_iterations counts the windows.
class Sgd final : public Solver {
  public:
    explicit Sgd(const SolverOptions& options = {}, const SgdOptions& sgd = {});
    std::string_view name() const override { return "sgd"; }
    std::optional<std::string> rejects(const Problem& problem) const override;
    SolveResult solve(const Problem& problem, const Vector& x0, const Observer& observer = {},
                      std::stop_token stop = {}) const override;

  private:
    SolverOptions options_;
    SgdOptions sgd_;
};

}  // namespace basin
