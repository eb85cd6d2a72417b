// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/map_trials.h"

#include <vector>

#include "core/analysis/arrival.h"
#include "core/numeric/median.h"
#include "core/numeric/parallel.h"
#include "core/numeric/random.h"
#include "core/solvers/newton.h"

namespace basin {

/// Levels are fewer than 2^3, places on a level than 2^16 in each direction (512 * 2^6), trials than 2^20.
std::uint64_t trial_stream(const MapPlace& place, Index trial) {
    const auto bits = [](Index value, int shift) { return static_cast<std::uint64_t>(value) << shift; };
    return bits(place.level, 52) | bits(place.error, 36) | bits(place.radius, 20) | bits(trial, 0);
}

MapTrials::MapTrials(const Problem& problem, const Minimiser& minimiser, const BasinMapSpec& spec,
                     const StoppingRule& stopping)
    : problem_(problem),
      minimiser_(minimiser),
      spec_(spec),
      length_(point_length(problem, minimiser.x)),
      options_(trial_options(stopping, spec.max_iterations)) {
    options_.compose_messages = false;
}

std::optional<BasinMapCell> MapTrials::run(const MapPlace& place, double radius, double error, int threads,
                                           const std::stop_token& stop) const {
    std::vector<End> ends(static_cast<std::size_t>(spec_.trials));
    // A thread that has run out of cells helps with the trials of the last ones.
    const bool whole = parallel_for(spec_.trials, threads, stop, [&](Index trial) {
        ends[static_cast<std::size_t>(trial)] = run_trial(trial_stream(place, trial), radius, error, stop);
    });
    if (!whole || stop.stop_requested()) return std::nullopt;
    BasinMapCell cell;
    cell.trials = spec_.trials;
    std::vector<Index> iterations;
    for (const End& end : ends) {
        cell.causes.add(end.cause);
        if (end.cause == FailureCause::none) iterations.push_back(end.iterations);
    }
    cell.successes = std::ssize(iterations);
    cell.median_iterations = median(iterations);
    return cell;
}

MapTrials::End MapTrials::run_trial(std::uint64_t number, double radius, double error,
                                    const std::stop_token& stop) const {
    RandomStream stream(spec_.seed, number);
    const Vector x0 = minimiser_.x + radius * uniform_direction(stream, minimiser_.x.size());
    const ApproximateNewton solver(
        options_, {.approximation = spec_.approximation, .error = error, .seed = stream.bits()});
    const SolveResult end = solver.solve(problem_, x0, {}, stop);
    // No maximum or saddle lies that near to a verified minimiser.
    if (end.termination == Termination::converged && arrived_at(end.x, minimiser_, length_))
        return {end.iterations, FailureCause::none};
    const bool has_kinks = problem_.smoothness() == Smoothness::piecewise_smooth;
    return {end.iterations, failure_cause(end, EndKind::none, has_kinks)};
}

}  // namespace basin
