// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/tradeoff.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <utility>

#include "core/analysis/end_point.h"
#include "core/analysis/spec_fields.h"
#include "core/numeric/check.h"
#include "core/numeric/median.h"
#include "core/solvers/newton.h"

namespace basin {

namespace {

using Clock = std::chrono::steady_clock;
using TimePoint = std::chrono::time_point<Clock, std::chrono::duration<double>>;

// Measuring the error costs a dense decomposition a step, which says the same after a few of them.
constexpr Index measured_steps = 12;
// Of 2, in the steps of `stale`: the largest that an Index holds.
constexpr Index largest_exponent = std::numeric_limits<Index>::digits - 1;

double error_at(const TradeoffSpec& spec, Index index) {
    if (spec.error_count == 1) return spec.error_min;
    const double share = static_cast<double>(index) / static_cast<double>(spec.error_count - 1);
    return spec.error_min * std::pow(spec.error_max / spec.error_min, share);
}

std::vector<TradeoffPoint> settings(const TradeoffSpec& spec) {
    std::vector<TradeoffPoint> points;
    for (const Approximation approximation : spec.approximations) {
        const ApproximationInfo& info = info_of(approximation);
        const bool knob = info.has_error() || info.has("refresh");
        for (Index k = 0; k < (knob ? spec.error_count : 1); ++k) {
            TradeoffPoint& point = points.emplace_back();
            point.approximation = approximation;
            if (info.has_error()) point.error = error_at(spec, k);
            if (info.has("refresh"))
                point.refresh = std::exp2(static_cast<double>(std::min(k + 1, largest_exponent)));
        }
    }
    return points;
}

/// The middle of each approximation first, then outwards: a comparison that ends early says something of all.
std::vector<std::size_t> order_of(const std::vector<TradeoffPoint>& points) {
    std::vector<std::pair<std::ptrdiff_t, std::size_t>> ranked;
    for (std::size_t first = 0; first < points.size();) {
        std::size_t end = first;
        while (end < points.size() && points[end].approximation == points[first].approximation) ++end;
        const auto middle = static_cast<std::ptrdiff_t>((first + end) / 2);
        for (std::size_t i = first; i < end; ++i)
            ranked.emplace_back(std::abs(static_cast<std::ptrdiff_t>(i) - middle), i);
        first = end;
    }
    std::ranges::sort(ranked);
    std::vector<std::size_t> order;
    for (const auto& entry : ranked) order.push_back(entry.second);
    return order;
}

/// Runs single settings.
class SettingRunner {
  public:
    SettingRunner(const Problem& problem, const Vector& x0, const TradeoffSpec& spec,
                  const StoppingRule& stopping)
        : problem_(problem), x0_(x0), spec_(spec), ends_(problem) {
        options_.stopping = stopping;
        options_.stopping.max_iterations = spec.max_iterations;
    }

    /// Fills the point; false when stopped in the middle.
    bool run(TradeoffPoint& point, double seconds, const std::stop_token& stop) {
        const auto start = Clock::now();
        options_.stopping.max_seconds = seconds / static_cast<double>(spec_.runs + 1);
        TradeoffPoint done = point;
        done.ending = Termination::converged;
        std::vector<double> steps, totals, each_step;
        for (Index k = 0; k < spec_.runs; ++k) {
            const SolveResult result = timed_run(point, k, each_step, stop);
            if (stop.stop_requested()) return false;
            const Termination ending = ending_of(result);
            ++done.runs;
            if (ending == Termination::converged) {
                ++done.converged;
                steps.push_back(static_cast<double>(result.iterations));
                totals.push_back(result.seconds);
            } else if (done.ending == Termination::converged) {
                done.ending = ending;
            }
            if (ending == Termination::invalid_input) break;
        }
        done.step_seconds = median(each_step);
        if (done.converged == done.runs) {
            done.steps = median(steps);
            done.seconds = median(totals);
        }
        measure_error(done, start + std::chrono::duration<double>(seconds), stop);
        if (stop.stop_requested()) return false;
        point = done;
        return true;
    }

  private:
    /// How a run ended, once it is known what the point is at which its gradient vanished.
    Termination ending_of(const SolveResult& result) {
        const bool vanished = result.termination == Termination::converged;
        return vanished && !ends_.arrived(result.x) ? Termination::not_a_minimum : result.termination;
    }

    ApproximateNewton solver(const TradeoffPoint& point, Index run, const SolverOptions& options) const {
        ApproximationOptions approximation{.approximation = point.approximation,
                                           .seed = spec_.seed + static_cast<std::uint64_t>(run),
                                           .scores = ScoreMethod::sketched,
                                           .kind = spec_.sketch_kind};
        if (!std::isnan(point.error)) approximation.error = point.error;
        if (!std::isnan(point.refresh)) approximation.refresh = static_cast<Index>(point.refresh);
        return ApproximateNewton(options, approximation);
    }

    SolveResult timed_run(const TradeoffPoint& point, Index run, std::vector<double>& each_step,
                          const std::stop_token& stop) const {
        SolverOptions options = options_;
        options.measure_errors = false;
        double before = 0;
        const auto observe = [&](const IterationEvent& event) {
            if (event.record.iteration > 0) each_step.push_back(event.record.seconds - before);
            before = event.record.seconds;
            return Proceed::yes;
        };
        return solver(point, run, options).solve(problem_, x0_, observe, stop);
    }

    /// The same steps as the first timed run's, since the draws are the same; at least one.
    void measure_error(TradeoffPoint& point, TimePoint end, const std::stop_token& stop) const {
        SolverOptions options = options_;
        options.stopping.max_iterations = std::min(measured_steps, spec_.max_iterations);
        std::vector<double> errors;
        const auto observe = [&](const IterationEvent& event) {
            const double error = event.record.achieved_error;
            if (std::isfinite(error)) errors.push_back(error);
            if (event.record.iteration == 0) return Proceed::yes;
            point.samples = event.record.samples;
            // The clock of a run leaves measuring out.
            return Clock::now() < end ? Proceed::yes : Proceed::stop;
        };
        solver(point, 0, options).solve(problem_, x0_, observe, stop);
        point.achieved_error = median(errors);
    }

    const Problem& problem_;
    const Vector& x0_;
    const TradeoffSpec& spec_;
    KnownEnds ends_;
    SolverOptions options_;
};

bool complete(const TradeoffPoint& point) {
    return point.runs > 0 && std::isfinite(point.steps) && std::isfinite(point.step_seconds);
}

bool dominates(const TradeoffPoint& a, const TradeoffPoint& b) {
    return a.step_seconds <= b.step_seconds && a.steps <= b.steps &&
           (a.step_seconds < b.step_seconds || a.steps < b.steps);
}

}  // namespace

void TradeoffSpec::validate() const {
    auto sorted = approximations;
    std::ranges::sort(sorted);
    const bool repeated = std::ranges::adjacent_find(sorted) != sorted.end();
    require(!approximations.empty() && !repeated, "approximations", std::ssize(approximations),
            "at least one approximation, each once");
    check_ranges(*this);
}

std::string setting_text(const TradeoffPoint& point) {
    std::string text(to_string(point.approximation));
    for (const double knob : {point.error, point.refresh}) {
        if (!std::isnan(knob)) text.append(" ").append(number_text(knob));
    }
    return text;
}

const TradeoffPoint* Tradeoff::fastest() const {
    const TradeoffPoint* best = nullptr;
    for (const TradeoffPoint& point : points) {
        if (complete(point) && (!best || point.seconds < best->seconds)) best = &point;
    }
    return best;
}

// The clock's noise may let another setting seem better than the fastest one in both respects.
void Tradeoff::mark_front() {
    const TradeoffPoint* best = fastest();
    for (TradeoffPoint& point : points) {
        const bool beaten = std::ranges::any_of(
            points, [&](const TradeoffPoint& other) { return complete(other) && dominates(other, point); });
        point.on_front = complete(point) && (&point == best || !beaten);
    }
}

std::shared_ptr<const Tradeoff> measure_tradeoff(const Problem& problem, const Vector& x0,
                                                 const TradeoffSpec& spec, const StoppingRule& stopping,
                                                 const TradeoffSink& sink, std::stop_token stop) {
    spec.validate();
    const auto start = Clock::now();
    const auto left = [&] {
        return spec.max_seconds - std::chrono::duration<double>(Clock::now() - start).count();
    };
    Tradeoff growing;
    growing.points = settings(spec);
    SettingRunner runner(problem, x0, spec, stopping);
    const std::vector<std::size_t> order = order_of(growing.points);
    for (std::size_t k = 0; k < order.size() && !stop.stop_requested() && left() > 0; ++k) {
        // Twice the fair share: most settings need less than theirs.
        const double share = std::min(left(), 2 * left() / static_cast<double>(order.size() - k));
        if (!runner.run(growing.points[order[k]], share, stop)) break;
        ++growing.measured;
        growing.mark_front();
        if (sink) sink(std::make_shared<const Tradeoff>(growing));
    }
    return std::make_shared<const Tradeoff>(std::move(growing));
}

}  // namespace basin
