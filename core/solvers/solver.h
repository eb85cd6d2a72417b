// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "core/numeric/types.h"
#include "core/problems/problem.h"
#include "core/solvers/iteration_record.h"
#include "core/solvers/spectrum_spec.h"
#include "core/solvers/way_summary.h"

namespace basin {

/// When a run ends. The field names are the JSON keys under "stopping".
struct StoppingRule {
    /// 0 < gradient_tolerance <= 1e-3: converged when every part of the gradient is at most this times what
    /// it is made of, or cannot be told from 0 (GradientSizes; mathematics.md 1.6). 1 would always be met.
    double gradient_tolerance = 1e-10;
    Index max_iterations = 200;  // >= 0
    double max_seconds = 60;     // > 0
    bool operator==(const StoppingRule&) const = default;

    /// Throws InputError naming the field, its value and the constraint it broke.
    void validate() const;
};

/// What every solver is told besides its own options.
struct SolverOptions {
    StoppingRule stopping;
    SpectrumSpec spectrum{.every = 0};  // of the exact Hessian and of the solver's model
    bool measure_errors = true;    // achieved error and energy-norm contraction, where a Hessian is at hand
    bool compose_messages = true;  // why a run ended, in words; else its message may be empty

    /// Throws InputError naming the field, its value and the constraint it broke.
    void validate() const;
};

/// For one of many runs that nobody watches: nothing is measured, and no clock ends a run, because a clock
/// would make the result depend on the machine.
SolverOptions trial_options(const StoppingRule& stopping, Index max_iterations);

/// Why a run ended.
enum class Termination {
    converged,
    not_a_minimum,  // the gradient vanishes, but not at a minimum: told by the runner, not by solvers
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
std::optional<Termination> parse_termination(std::string_view word);

/// What an observer sees after each iteration (iteration 0 is the start). References live for the call only.
struct IterationEvent {
    const IterationRecord& record;
    const Vector& x;                  // d
    const Vector& eigenvalues;        // of the exact Hessian at x, ascending; empty when not computed
    const Vector& model_eigenvalues;  // of the solver's Hessian model at x, ascending; empty when none
    const Vector& eigenvalue_errors;  // where the eigenvalues are estimates of both ends (SpectrumEnds);
                                      // empty: they are all, exact
    const std::shared_ptr<const SpectralDensity>& density;  // of the Hessian at x; null when not computed
    bool is_last = false;  // the run ends here; an observer or a stop request may end it at others too
};

/// What an observer answers.
enum class Proceed { yes, stop };
/// Called on the solver's thread. May be empty.
using Observer = std::function<Proceed(const IterationEvent&)>;

/// How a run ended and where.
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
    WaySummary way;
};

/// One solver at work on one problem from many starts, one after the other. Keeps the memory that a run
/// needs, where the solver has a session of its own. One session per thread; solver and problem must outlive
/// it.
class SolverSession {
  public:
    virtual ~SolverSession() = default;
    /// Ends as Solver::solve() from x0 (d) would, but for the message, which may be missing. Valid until the
    /// next call.
    virtual const SolveResult& solve(const Vector& x0, std::stop_token stop = {}) = 0;
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
    /// For many short runs; the default calls solve() each time. The problem must not be rejected.
    virtual std::unique_ptr<SolverSession> session(const Problem& problem) const;
};

}  // namespace basin
