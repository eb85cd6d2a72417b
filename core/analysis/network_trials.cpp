// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/network_trials.h"

#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "core/analysis/map_trials.h"
#include "core/numeric/median.h"
#include "core/numeric/parallel.h"
#include "core/numeric/random.h"

namespace basin {

NetworkTrials::NetworkTrials(const PenaltyRnn& problem, const Vector& start,
                             const PiecewiseAffineOptions& affine, const BasinMapSpec& spec,
                             const StoppingRule& stopping, std::stop_token stop)
    : problem_(problem),
      affine_(affine),
      spec_(spec),
      options_(trial_options(stopping, spec.max_iterations)) {
    PiecewiseAffineOptions exact = affine;
    exact.error = 0;
    const SolverOptions whole = trial_options(stopping, stopping.max_iterations);
    const SolveResult end = PiecewiseAffine(whole, exact).solve(problem, start, {}, std::move(stop));
    target_ = (1 + spec.success_within) * objective_at(end.x);
}

double NetworkTrials::objective_at(const Vector& z) const {
    const ElmanTraining& training = problem_.training();
    const Vector theta = z.head(problem_.layout().parameters());
    return mean_square_error(predict(training, theta).train, training.series.Y) +
           training.lambdas.per_entry(training.shape()).dot(theta.cwiseAbs2());
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
        objectives.push_back(std::isfinite(end.objective) ? end.objective
                                                          : std::numeric_limits<double>::infinity());
        if (end.objective <= target_) iterations.push_back(static_cast<double>(end.iterations));
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
    return {objective_at(end.x), end.iterations};
}

}  // namespace basin
