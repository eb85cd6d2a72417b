// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <stop_token>
#include <string>
#include <vector>

#include "core/experiment/sized_problems.h"

namespace basin {

/// What one run of a solver took.
struct StepTimes {
    std::vector<double> seconds;    // of each step
    double bytes = not_applicable;  // most that the run held, beside the problem; not_applicable: not told
    SolveResult result;

    /// Mean over all steps but the first, which warms the memory up; not_applicable without steps.
    double mean() const;
};

/// Runs the solver on the form of the problem that it takes. meters: whether memory is measured too, which
/// costs a moment at the first steps.
StepTimes time_steps(const SolverSpec& spec, const SolverOptions& options, const PreparedProblem& prepared,
                     bool meters, const std::stop_token& stop);

/// Times the solvers of an experiment size by size until the time is spent. Problems and present outlive it.
class SizeTiming {
  public:
    SizeTiming(const Experiment& experiment, const SizedProblems& problems, const PreparedProblem& present,
               double max_seconds);

    double seconds_left() const;
    bool is_time_left() const { return seconds_left() > 0; }

    void time(const ProblemSize& size, Index round, const std::stop_token& stop);
    /// A few steps of every solver, which leave no samples.
    ProbedCost probe(const ProblemSize& size, const std::stop_token& stop) const;

    /// Seconds of a step and bytes of a run, of one solver.
    const std::vector<CostSample>& seconds(std::size_t solver) const { return seconds_[solver]; }
    const std::vector<CostSample>& bytes(std::size_t solver) const { return bytes_[solver]; }
    /// What a run said that came to no step.
    const std::string& note(std::size_t solver) const { return notes_[solver]; }
    /// The last that was timed; empty: none.
    const ProblemSize& largest() const { return largest_; }

  private:
    struct Cost {
        double seconds = not_applicable, bytes = not_applicable;
    };
    Cost time_nearest(std::size_t i, PreparedProblem prepared, const std::stop_token& stop);
    Cost time_solver(std::size_t i, const PreparedProblem& prepared, const std::stop_token& stop);

    const Experiment& experiment_;
    const SizedProblems& problems_;
    const PreparedProblem& present_;
    double max_seconds_;
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    SolverOptions options_;
    std::vector<std::vector<CostSample>> seconds_, bytes_;
    std::vector<std::string> notes_;
    ProblemSize largest_;
};

}  // namespace basin
