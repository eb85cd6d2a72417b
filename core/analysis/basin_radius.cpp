// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/basin_radius.h"

#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "core/analysis/arrival.h"
#include "core/analysis/spec_fields.h"
#include "core/numeric/check.h"
#include "core/numeric/parallel.h"
#include "core/numeric/random.h"

namespace basin {

namespace {

constexpr double smallest = 1e-9, largest = 1e3;  // in units of X
constexpr int fine_steps = 8;                     // between a radius and its double
constexpr int looks_beyond = 4;                   // doublings past the end

/// Looks at one radius after the other.
class RadiusSearch {
  public:
    RadiusSearch(const RadiusTrial& trial, const BasinRadiusSpec& spec, const BasinRadiusSink& sink,
                 std::stop_token stop)
        : trial_(trial), spec_(spec), sink_(sink), stop_(std::move(stop)) {}

    const BasinRadius& basin() const { return basin_; }

    /// Each part returns whether the search goes on.
    bool double_up(double first, double most) {
        double radius = first;
        for (Index step = 1;; ++step) {
            const auto seen = look(radius);
            if (!seen) return false;
            const bool holds = keep(*seen);
            const bool over = holds && 2 * radius > most;
            const auto steps = static_cast<double>(step);
            tell(over ? 1 : 0.6 * steps / (steps + 6));
            if (!holds || over) return !over;
            radius *= 2;
        }
    }

    void refine() {
        const double from = basin_.last.radius;
        if (std::isnan(from)) return;
        // The double itself did not hold: it stays the end where all between do.
        for (int i = 1; i < fine_steps; ++i) {
            const auto seen = look(from * std::exp2(static_cast<double>(i) / fine_steps));
            if (!seen) return;
            const bool holds = keep(*seen);
            tell(0.6 + 0.3 * i / fine_steps);
            if (!holds) return;
        }
    }

    void look_beyond(double most) {
        double radius = 2 * basin_.end.radius;
        for (int i = 1; i <= looks_beyond && radius <= most; ++i, radius *= 2) {
            const auto seen = look(radius);
            if (!seen) return;
            const bool failed = basin_.failed.trials > 0;
            if (failed && seen->verdict == SuccessVerdict::holds) {
                basin_.beyond = *seen;
                break;
            }
            if (!failed && seen->verdict == SuccessVerdict::fails) basin_.failed = *seen;
            tell(0.9 + 0.1 * i / (looks_beyond + 1));
        }
        if (!stop_.stop_requested()) tell(1);
    }

  private:
    bool keep(const RadiusTrials& seen) {
        const bool holds = seen.verdict == SuccessVerdict::holds;
        (holds ? basin_.last : basin_.end) = seen;
        // The one that ended the doubling is further out than the end to come.
        if (seen.verdict == SuccessVerdict::fails) basin_.failed = seen;
        return holds;
    }

    void tell(double done) {
        basin_.done = done;
        if (sink_) sink_(basin_);
    }

    /// Nothing when stopped.
    std::optional<RadiusTrials> look(double radius) {
        const Index attempt = attempts_++, most = spec_.most_trials();
        // As many looks at once as keep all threads busy; those after the verdict are dropped.
        const Index batch = success_look_every * ((threads_ + success_look_every - 1) / success_look_every);
        RadiusTrials seen{radius};
        std::vector<char> arrived(static_cast<std::size_t>(batch));
        while (seen.trials < most) {
            const Index count = std::min(batch, most - seen.trials);
            const bool whole = parallel_for(count, threads_, stop_, [&](Index i) {
                arrived[static_cast<std::size_t>(i)] =
                    trial_(radius, attempt, seen.trials + i, stop_) ? 1 : 0;
            });
            if (!whole || stop_.stop_requested()) return std::nullopt;
            for (Index i = 0; i < count && seen.verdict == SuccessVerdict::open; ++i) {
                ++seen.trials;
                seen.successes += arrived[static_cast<std::size_t>(i)];
                if (seen.trials % success_look_every == 0 || seen.trials == most)
                    seen.verdict = success_verdict(seen.trials, seen.trials - seen.successes);
            }
            if (seen.verdict != SuccessVerdict::open) break;
        }
        return seen;
    }

    const RadiusTrial& trial_;
    const BasinRadiusSpec& spec_;
    const BasinRadiusSink& sink_;
    std::stop_token stop_;
    BasinRadius basin_;
    Index attempts_ = 0;
    const int threads_ = hardware_threads();
};

}  // namespace

void BasinRadiusSpec::validate() const {
    check_ranges(*this);
}

BasinRadius measure_basin_radius(const RadiusTrial& trial, double first, double most,
                                 const BasinRadiusSpec& spec, const BasinRadiusSink& sink,
                                 std::stop_token stop) {
    spec.validate();
    if (spec.trials == 0) return {};
    RadiusSearch search(trial, spec, sink, stop);
    if (search.double_up(first, most)) {
        search.refine();
        if (!stop.stop_requested()) search.look_beyond(most);
    }
    return search.basin();
}

BasinRadius measure_basin_radius(const Problem& problem, const Minimiser& minimiser, double certified,
                                 const TrialSolver& solver, const StoppingRule& stopping,
                                 const BasinRadiusSpec& spec, const BasinRadiusSink& sink,
                                 std::stop_token stop) {
    if (minimiser.x.size() != problem.dimension()) return {};
    const double X = point_length(problem, minimiser.x);
    const SolverOptions options = trial_options(stopping, spec.max_iterations);
    const auto trial = [&](double radius, Index attempt, Index number, const std::stop_token& token) {
        // Attempts are fewer than 2^20, trials than 2^20.
        RandomStream stream(spec.seed, static_cast<std::uint64_t>((attempt << 20) | number));
        const Vector x0 = minimiser.x + radius * uniform_direction(stream, minimiser.x.size());
        const SolveResult end = solver(options, stream.bits())->solve(problem, x0, {}, token);
        return arrived_at(end.x, minimiser, X);
    };
    const double first = std::isnan(certified) ? smallest * X : certified;
    return measure_basin_radius(trial, std::clamp(first, smallest * X, largest * X), largest * X, spec, sink,
                                std::move(stop));
}

}  // namespace basin
