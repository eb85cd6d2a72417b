// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/basin_radius.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <optional>

#include "core/numeric/check.h"
#include "core/numeric/parallel.h"
#include "core/numeric/random.h"

namespace basin {

namespace {

constexpr double success_rate = 0.95;
constexpr double bracket = 1.05;                  // ratio of the two radii at the end
constexpr double smallest = 1e-9, largest = 1e3;  // in units of max(1, |x*|)
// A radius is given up between two of these, once too many of its trials have failed.
constexpr Index batch = 16;

/// The trials at one radius after the other. The same directions at all of them, so that a difference between
/// two radii is no accident of the draw.
class SphereTrials {
  public:
    SphereTrials(const Problem& problem, const Vector& minimiser, const TrialSolver& solver,
                 const StoppingRule& stopping, const BasinRadiusSpec& spec)
        : problem_(problem),
          minimiser_(minimiser),
          solver_(solver),
          spec_(spec),
          tolerance_(1e-6 * std::max(1.0, minimiser.norm())),
          allowed_failures_(static_cast<Index>((1 - success_rate) * static_cast<double>(spec.trials) + 1e-9)),
          options_(trial_options(stopping, spec.max_iterations)) {}

    /// Successes when there are enough of them, 0 when not; nothing when stopped.
    std::optional<Index> run(double radius, const std::stop_token& stop) const {
        std::atomic<Index> failures = 0;
        for (Index first = 0; first < spec_.trials && failures <= allowed_failures_; first += batch) {
            const bool whole =
                parallel_for(std::min(batch, spec_.trials - first), hardware_threads(), stop, [&](Index i) {
                    if (!succeeds(radius, first + i, stop)) ++failures;
                });
            if (!whole || stop.stop_requested()) return std::nullopt;
        }
        return failures <= allowed_failures_ ? spec_.trials - failures : 0;
    }

  private:
    bool succeeds(double radius, Index trial, const std::stop_token& stop) const {
        RandomStream stream(spec_.seed, static_cast<std::uint64_t>(trial));
        const Vector x0 = minimiser_ + radius * uniform_direction(stream, minimiser_.size());
        const SolveResult end = solver_(options_, stream.bits())->solve(problem_, x0, {}, stop);
        return end.termination == Termination::converged && (end.x - minimiser_).norm() <= tolerance_;
    }

    const Problem& problem_;
    const Vector& minimiser_;
    const TrialSolver& solver_;
    const BasinRadiusSpec& spec_;
    double tolerance_;
    Index allowed_failures_;
    SolverOptions options_;
};

/// The search for the edge: `low` succeeded, `high` failed, 0 and infinity while unknown.
class EdgeSearch {
  public:
    EdgeSearch(double first, double scale) : next_(first), least_(smallest * scale), most_(largest * scale) {}

    bool over() const { return over_; }
    double next() const { return next_; }

    void take(bool success) {
        ++steps_;
        (success ? low_ : high_) = next_;
        if (low_ == 0) {
            next_ = high_ / 2;
            over_ = next_ < least_;
        } else if (std::isinf(high_)) {
            next_ = 2 * low_;
            over_ = next_ > most_;
        } else {
            next_ = std::sqrt(low_ * high_);
            over_ = high_ <= bracket * low_;
        }
    }

    bool open() const { return std::isinf(high_); }
    double done() const {
        if (over_) return 1;
        if (low_ == 0 || open()) return 0.5 * static_cast<double>(steps_) / static_cast<double>(steps_ + 4);
        // Each bisection halves the logarithm of the ratio, which is log 2 at first.
        return 0.9 - 0.4 * std::log(high_ / low_) / std::log(2.0);
    }

  private:
    double next_, least_, most_;
    double low_ = 0, high_ = std::numeric_limits<double>::infinity();
    Index steps_ = 0;
    bool over_ = false;
};

}  // namespace

void BasinRadiusSpec::validate() const {
    require(trials >= 0 && trials <= 100000, "trials", trials, "0 <= trials <= 100000");
    require(max_iterations >= 1, "max_iterations", max_iterations, "a value >= 1");
}

BasinRadius measure_basin_radius(const Problem& problem, const Minimiser& minimiser, double first,
                                 const TrialSolver& solver, const StoppingRule& stopping,
                                 const BasinRadiusSpec& spec, const BasinRadiusSink& sink,
                                 std::stop_token stop) {
    spec.validate();
    BasinRadius basin;
    if (spec.trials == 0 || minimiser.x.size() != problem.dimension() || !(first > 0)) return basin;
    const SphereTrials trials(problem, minimiser.x, solver, stopping, spec);
    const double scale = std::max(1.0, minimiser.x.norm());
    EdgeSearch search(std::clamp(first, smallest * scale, largest * scale), scale);
    while (!search.over()) {
        const double radius = search.next();
        const auto successes = trials.run(radius, stop);
        if (!successes) return basin;
        search.take(*successes > 0);
        if (*successes > 0) {
            basin.radius = radius;
            basin.trials = spec.trials;
            basin.successes = *successes;
        }
        basin.open = search.open() && basin.trials > 0;
        basin.done = search.done();
        if (sink) sink(basin);
    }
    return basin;
}

}  // namespace basin
