// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/basin_map.h"

#include <algorithm>
#include <bit>
#include <chrono>
#include <cmath>
#include <limits>
#include <mutex>
#include <numeric>
#include <optional>
#include <utility>

#include "core/numeric/check.h"
#include "core/numeric/parallel.h"
#include "core/numeric/random.h"
#include "core/solvers/newton.h"

namespace basin {

namespace {

using Clock = std::chrono::steady_clock;
constexpr auto sink_interval = std::chrono::milliseconds(100);

Vector logarithmic_grid(double low, double high, Index count) {
    Vector grid = Vector::LinSpaced(count, std::log(low), std::log(high)).array().exp();
    grid[count - 1] = high;
    grid[0] = low;
    return grid;
}

Vector linear_grid(double low, double high, Index count) {
    Vector grid = Vector::LinSpaced(count, low, high);
    grid[0] = low;
    return grid;
}

/// The coarseness of a grid index: the largest power of two that divides it.
int level(Index index) {
    return index == 0 ? 64 : std::countr_zero(static_cast<std::uint64_t>(index));
}

/// Cell indices so that every prefix covers the grid as evenly as a power-of-two subgrid can.
std::vector<Index> coarse_first(Index columns, Index rows) {
    std::vector<Index> order(static_cast<std::size_t>(columns * rows));
    std::iota(order.begin(), order.end(), Index{0});
    std::stable_sort(order.begin(), order.end(), [columns](Index a, Index b) {
        const auto coarseness = [columns](Index cell) {
            return std::min(level(cell % columns), level(cell / columns));
        };
        return coarseness(a) > coarseness(b);
    });
    return order;
}

double median(std::vector<Index>& counts) {
    if (counts.empty()) return not_applicable;
    std::sort(counts.begin(), counts.end());
    const std::size_t middle = counts.size() / 2;
    if (counts.size() % 2 == 1) return static_cast<double>(counts[middle]);
    return 0.5 * static_cast<double>(counts[middle - 1] + counts[middle]);
}

/// Runs the trials of single cells; constant, so that threads share it.
class CellRunner {
  public:
    CellRunner(const Problem& problem, const Vector& minimiser, const BasinMapSpec& spec,
               const StoppingRule& stopping)
        : problem_(problem),
          minimiser_(minimiser),
          spec_(spec),
          tolerance_(1e-6 * std::max(1.0, minimiser.norm())) {
        options_.stopping = stopping;
        options_.stopping.max_iterations = spec.max_iterations;
        // A clock would make the map depend on the machine.
        options_.stopping.max_seconds = std::numeric_limits<double>::infinity();
        options_.measure_errors = false;
    }

    /// Nothing when stopped half-way.
    std::optional<BasinMapCell> run(Index cell, double radius, double error,
                                    const std::stop_token& stop) const {
        BasinMapCell result;
        result.trials = spec_.trials;
        std::vector<Index> iterations;
        for (Index trial = 0; trial < spec_.trials; ++trial) {
            const SolveResult end = run_trial(cell, trial, radius, error, stop);
            if (stop.stop_requested()) return std::nullopt;
            if (end.termination == Termination::converged && (end.x - minimiser_).norm() <= tolerance_) {
                iterations.push_back(end.iterations);
            }
        }
        result.successes = static_cast<Index>(iterations.size());
        result.median_iterations = median(iterations);
        return result;
    }

  private:
    SolveResult run_trial(Index cell, Index trial, double radius, double error,
                          const std::stop_token& stop) const {
        // Trials are fewer than 2^20, so that every one has a stream of its own.
        RandomStream stream(spec_.seed,
                            (static_cast<std::uint64_t>(cell) << 20) | static_cast<std::uint64_t>(trial));
        const Vector x0 = minimiser_ + radius * uniform_direction(stream, minimiser_.size());
        const ApproximateNewton solver(
            options_, {.approximation = Approximation::controlled, .error = error, .seed = stream.bits()});
        return solver.solve(problem_, x0, {}, stop);
    }

    const Problem& problem_;
    const Vector& minimiser_;
    const BasinMapSpec& spec_;
    double tolerance_;
    SolverOptions options_;
};

/// The map while it grows; several threads put cells in.
class GrowingMap {
  public:
    GrowingMap(BasinMap map, const BasinMapSink& sink) : map_(std::move(map)), sink_(sink) {}

    void put(Index cell, const BasinMapCell& value) {
        {
            const std::lock_guard lock(mutex_);
            map_.cells[static_cast<std::size_t>(cell)] = value;
            ++map_.computed;
        }
        // A slow receiver holds up one thread, not all; what it misses it gets with the next picture.
        const std::unique_lock showing(sink_mutex_, std::try_to_lock);
        if (!sink_ || !showing.owns_lock() || Clock::now() - shown_ < sink_interval) return;
        sink_(picture());
        shown_ = Clock::now();
    }

    /// Once all threads are done.
    std::shared_ptr<const BasinMap> finish() {
        const auto last = picture();
        if (sink_) sink_(last);
        return last;
    }

  private:
    std::shared_ptr<const BasinMap> picture() {
        const std::lock_guard lock(mutex_);
        return std::make_shared<const BasinMap>(map_);
    }

    std::mutex mutex_;
    std::mutex sink_mutex_;
    BasinMap map_;
    const BasinMapSink& sink_;
    Clock::time_point shown_ = Clock::now();  // under sink_mutex_
};

}  // namespace

void BasinMapSpec::validate() const {
    require(radius_min > 0, "radius_min", radius_min, "a value > 0");
    require(radius_max >= radius_min && std::isfinite(radius_max), "radius_max", radius_max,
            "a finite value >= radius_min");
    require(radius_count >= 1 && radius_count <= 512, "radius_count", radius_count,
            "1 <= radius_count <= 512");
    require(error_min >= 0, "error_min", error_min, "a value >= 0");
    require(error_max >= error_min && error_max <= 10, "error_max", error_max,
            "error_min <= error_max <= 10");
    require(error_count >= 1 && error_count <= 512, "error_count", error_count, "1 <= error_count <= 512");
    require(trials >= 1 && trials <= 100000, "trials", trials, "1 <= trials <= 100000");
    require(max_iterations >= 1, "max_iterations", max_iterations, "a value >= 1");
}

RateInterval wilson_interval(Index successes, Index trials) {
    if (trials <= 0) return {0, 1};
    constexpr double z = 1.959963984540054;  // 97.5 % quantile of the standard normal distribution
    const auto n = static_cast<double>(trials);
    const double rate = static_cast<double>(successes) / n;
    const double centre = (rate + z * z / (2 * n)) / (1 + z * z / n);
    const double half = z / (1 + z * z / n) * std::sqrt(rate * (1 - rate) / n + z * z / (4 * n * n));
    return {successes == 0 ? 0 : centre - half, successes == trials ? 1 : centre + half};
}

std::shared_ptr<const BasinMap> compute_basin_map(const Problem& problem, const Minimiser& minimiser,
                                                  const BasinMapSpec& spec, const StoppingRule& stopping,
                                                  const BasinMapSink& sink, std::stop_token stop,
                                                  int threads) {
    spec.validate();
    BasinMap map;
    map.radii = logarithmic_grid(spec.radius_min, spec.radius_max, spec.radius_count);
    map.errors = linear_grid(spec.error_min, spec.error_max, spec.error_count);
    map.cells.resize(static_cast<std::size_t>(spec.radius_count * spec.error_count));
    const Vector radii = map.radii, errors = map.errors;
    GrowingMap growing(std::move(map), sink);
    const CellRunner runner(problem, minimiser.x, spec, stopping);
    const std::vector<Index> order = coarse_first(spec.radius_count, spec.error_count);
    // Without a minimiser there is nothing to measure distances from.
    const Index count = minimiser.x.size() == problem.dimension() ? std::ssize(order) : 0;
    parallel_for(count, threads > 0 ? threads : hardware_threads(), stop, [&](Index i) {
        const Index cell = order[static_cast<std::size_t>(i)];
        const double radius = radii[cell % spec.radius_count], error = errors[cell / spec.radius_count];
        if (const auto value = runner.run(cell, radius, error, stop)) growing.put(cell, *value);
    });
    return growing.finish();
}

}  // namespace basin
