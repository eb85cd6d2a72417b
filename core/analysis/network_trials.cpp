// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/network_trials.h"

#include <cmath>
#include <limits>
#include <vector>

#include "core/analysis/map_trials.h"
#include "core/numeric/input_error.h"
#include "core/numeric/median.h"
#include "core/numeric/parallel.h"
#include "core/numeric/random.h"
#include "core/numeric/text.h"

namespace basin {

NetworkTrials::NetworkTrials(const PenaltyRnn& problem, const Vector& start,
                             const PiecewiseAffineOptions& affine, const BasinMapSpec& spec,
                             const StoppingRule& stopping, const std::stop_token& stop)
    : problem_(problem),
      affine_(affine),
      spec_(spec),
      options_(trial_options(stopping, spec.max_iterations)) {
    PiecewiseAffineOptions exact = affine;
    exact.error = 0;
    const SolverOptions whole = trial_options(stopping, stopping.max_iterations);
    const PiecewiseAffine solver(whole, exact);
    if (const auto reason = solver.rejects(problem)) throw InputError("basin_map", *reason);
    const double objective = objective_at(solver.solve(problem, start, {}, stop).x);
    target_ = (1 + spec.success_within) * objective;
    if (std::isfinite(target_) || stop.stop_requested()) return;
    throw InputError("basin_map", "found a start from which piecewise-affine comes to an objective of " +
                                      number_text(objective) +
                                      "; expected a finite one, which trials can be measured against: start "
                                      "with smaller weights");
}

double NetworkTrials::objective_at(const Vector& z) const {
    const ElmanTraining& training = problem_.training();
    const Vector theta = z.head(problem_.layout().parameters());
    return network_objective(training, theta, predict(training, theta).train);
}

std::optional<BasinMapCell> NetworkTrials::run(const MapPlace& place, double deviation, double error,
                                               int threads, const std::stop_token& stop) const {
    std::vector<End> ends(static_cast<std::size_t>(spec_.trials));
    const bool whole = parallel_for(spec_.trials, threads, stop, [&](Index trial) {
        ends[static_cast<std::size_t>(trial)] = run_trial(trial_stream(place, trial), deviation, error, stop);
    });
    if (!whole || stop.stop_requested()) return std::nullopt;
    BasinMapCell cell;
    cell.trials = spec_.trials;
    std::vector<double> objectives, iterations;
    for (const End& end : ends) {
        // What exploded is worse than everything else.
        const bool finite = std::isfinite(end.objective);
        objectives.push_back(finite ? end.objective : std::numeric_limits<double>::infinity());
        cell.causes.add(end.cause);
        if (end.cause == FailureCause::none) iterations.push_back(static_cast<double>(end.iterations));
    }
    cell.successes = std::ssize(iterations);
    cell.median_iterations = median(iterations);
    cell.median_objective = median(objectives);
    return cell;
}

NetworkTrials::End NetworkTrials::run_trial(std::uint64_t number, double deviation, double error,
                                            const std::stop_token& stop) const {
    RandomStream stream(spec_.seed, number);
    const Vector theta = random_weights(problem_.layout().shape, deviation, stream.bits());
    PiecewiseAffineOptions affine = affine_;
    affine.error = error;
    const SolveResult end =
        PiecewiseAffine(options_, affine).solve(problem_, lift(problem_.training(), theta), {}, stop);
    const double objective = objective_at(end.x);
    if (objective <= target_) return {objective, end.iterations, FailureCause::none};
    const FailureCause cause =
        std::isfinite(objective) ? failure_cause(end, EndKind::none, true) : FailureCause::overflow;
    return {objective, end.iterations, cause};
}

}  // namespace basin
