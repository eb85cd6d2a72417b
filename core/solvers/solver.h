// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "core/numeric/types.h"
#include "core/problems/problem.h"
#include "core/solvers/iteration_record.h"

namespace basin {

/// When a run ends. The field names are the JSON keys under "stopping".
struct StoppingRule {
    double gradient_tolerance = 1e-10;  // > 0; converged when |grad| <= gradient_tolerance max(1, |grad(x0)|)
    Index max_iterations = 200;         // >= 0
    double max_seconds = 60;            // > 0

    /// Throws InputError naming the field, its value and the constraint it broke.
    void validate() const;
};

/// What every solver is told besides its own options.
struct SolverOptions {
    StoppingRule stopping;
    Index spectrum_every = 0;    // >= 0; eigenvalues of the exact Hessian every so many iterations, 0 = never
    bool measure_errors = true;  // achieved error and energy-norm contraction, where a Hessian is at hand

    /// Throws InputError naming the field, its value and the constraint it broke.
    void validate() const;
};

enum class Termination {
    converged,
    iteration_limit,
    time_limit,
    stopped,
    diverged,
    stalled,
    indefinite,
    evaluation_failed,
    invalid_input
};

/// The word used in files and on the command line, e.g. "iteration_limit".
std::string_view to_string(Termination termination);

/// What an observer sees after each iteration (iteration 0 is the start). References live for the call only.
struct IterationEvent {
    const IterationRecord& record;
    const Vector& x;                  // d
    const Vector& eigenvalues;        // of the exact Hessian at x, ascending; empty when not computed
    const Vector& model_eigenvalues;  // of the solver's Hessian model at x, ascending; empty when none
};

enum class Proceed { yes, stop };
/// Called on the solver's thread. May be empty.
using Observer = std::function<Proceed(const IterationEvent&)>;

struct SolveResult {
    Termination termination = Termination::invalid_input;
    std::string message;  // one sentence with the numbers in it
    Vector x;             // the last finite iterate
    double objective = not_applicable;
    double gradient_norm = not_applicable;
    double distance = not_applicable;  // |x - x*| when the problem knows x*
    Index iterations = 0;
    double seconds = 0;  // of the solver alone: measuring and observing are not counted
    EvaluationCounts evaluations;
};

/// A minimisation method. Options are fixed at construction; solve() leaves no state behind, so that one
/// solver may serve several threads. Numerical events never throw: they end the run with a Termination.
class Solver {
  public:
    virtual ~Solver() = default;
    virtual std::string_view name() const = 0;
    /// Why this solver cannot take the problem, or nothing.
    virtual std::optional<std::string> rejects(const Problem&) const { return std::nullopt; }
    /// Runs from x0 (d). A stop request ends it after the present iteration with Termination::stopped.
    virtual SolveResult solve(const Problem& problem, const Vector& x0, const Observer& observer = {},
                              std::stop_token stop = {}) const = 0;
};

}  // namespace basin
