// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/step_timing.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/experiment/catalogue.h"
#include "core/numeric/median.h"
#include "core/numeric/memory.h"

namespace basin {

namespace {

// Short runs are repeated: a clock tick or a thread that wakes up late is not what a step costs.
constexpr Index most_runs = 5;
constexpr double long_enough = 0.05;  // seconds
constexpr Index probed_steps = 3;

}  // namespace

double StepTimes::mean() const {
    if (seconds.size() < 2) return seconds.empty() ? not_applicable : seconds.front();
    return std::accumulate(seconds.begin() + 1, seconds.end(), 0.0) / static_cast<double>(seconds.size() - 1);
}

StepTimes time_steps(const SolverSpec& spec, const SolverOptions& options, const PreparedProblem& prepared,
                     bool meters, const std::stop_token& stop) {
    StepTimes times;
    const double taken = heap_bytes();
    const auto solver = make_solver(spec, options);
    const Problem& problem = prepared.problem_for(*solver);
    if (auto reason = solver->rejects(problem)) {
        times.result.message = std::move(*reason);
        return times;
    }
    double before = 0;
    const auto observe = [&](const IterationEvent& event) {
        if (event.record.iteration > 0) times.seconds.push_back(event.record.seconds - before);
        before = event.record.seconds;
        // What a step needs is there after the second one.
        if (meters && (event.record.iteration <= 2 || event.is_last))
            times.bytes = std::fmax(times.bytes, heap_bytes() - taken);
        return Proceed::yes;
    };
    times.result = solver->solve(problem, prepared.start_for(*solver), observe, stop);
    return times;
}

SizeTiming::SizeTiming(const Experiment& experiment, const SizedProblems& problems,
                       const PreparedProblem& present, double max_seconds)
    : experiment_(experiment),
      problems_(problems),
      present_(present),
      max_seconds_(max_seconds),
      seconds_(experiment.solvers.size()),
      bytes_(experiment.solvers.size()),
      notes_(experiment.solvers.size()) {
    options_.measure_errors = false;
    options_.stopping = experiment.stopping;
    options_.stopping.max_iterations = std::min(problems.timed_steps(), experiment.stopping.max_iterations);
    options_.stopping.max_seconds = std::max(0.01, max_seconds / 4);
}

double SizeTiming::seconds_left() const {
    using Seconds = std::chrono::duration<double>;
    return max_seconds_ - Seconds(std::chrono::steady_clock::now() - start_).count();
}

void SizeTiming::time(const ProblemSize& size, Index round, const std::stop_token& stop) {
    const SizedProblem made = problems_.generate(size, present_, round);
    for (std::size_t i = 0; i < seconds_.size() && !stop.stop_requested(); ++i) {
        const Cost cost = time_nearest(i, made.prepared, stop);
        if (cost.seconds > 0) seconds_[i].push_back({made.size, cost.seconds});
        if (cost.bytes > 0) bytes_[i].push_back({made.size, cost.bytes});
    }
    largest_ = made.size;
}

ProbedCost SizeTiming::probe(const ProblemSize& size, const std::stop_token& stop) const {
    const SizedProblem made = problems_.generate(size, present_, 0);
    SolverOptions options = options_;
    options.stopping.max_iterations = std::min(probed_steps, options.stopping.max_iterations);
    ProbedCost cost;
    double sum = 0, count = 0;
    for (const SolverSpec& solver : experiment_.solvers) {
        if (stop.stop_requested()) return {};
        const StepTimes times = time_steps(solver, options, made.prepared, true, stop);
        if (times.seconds.empty()) continue;
        // With the first one, whose factorisations a longer run shares out.
        sum += times.result.seconds / static_cast<double>(times.seconds.size());
        ++count;
        cost.bytes = std::fmax(cost.bytes, times.bytes);
    }
    if (count > 0) cost.seconds = sum / count;
    return cost;
}

/// Begins at the experiment's distance; a problem of another size has another basin, so that a solver that
/// comes to no step there is timed from half the distance, and so on, where there is a point to go towards.
SizeTiming::Cost SizeTiming::time_nearest(std::size_t i, PreparedProblem prepared,
                                          const std::stop_token& stop) {
    constexpr int most_halvings = 16;
    const Vector& towards = prepared.minimiser.x;
    const int halvings = towards.size() > 0 ? most_halvings : 0;
    for (int halving = 0; halving <= halvings && !stop.stop_requested(); ++halving) {
        if (halving > 0) prepared.x0 = towards + 0.5 * (prepared.x0 - towards);
        const Cost cost = time_solver(i, prepared, stop);
        if (cost.seconds > 0) return cost;
    }
    return {};
}

/// Median over several runs of the mean of a step; the memory of the first.
SizeTiming::Cost SizeTiming::time_solver(std::size_t i, const PreparedProblem& prepared,
                                         const std::stop_token& stop) {
    std::vector<double> means;
    Cost cost;
    double spent = 0;
    for (Index run = 0; run < most_runs && spent < long_enough && !stop.stop_requested(); ++run) {
        const StepTimes times = time_steps(experiment_.solvers[i], options_, prepared, run == 0, stop);
        if (times.seconds.empty()) {
            notes_[i] = times.result.message;
            break;
        }
        means.push_back(times.mean());
        if (run == 0) cost.bytes = times.bytes;
        spent += times.result.seconds;
    }
    cost.seconds = median(means);
    return cost;
}

}  // namespace basin
