// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/estimate.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/experiment/catalogue.h"
#include "core/experiment/prepared_problem.h"
#include "core/experiment/problem_family.h"
#include "core/experiment/solver_labels.h"
#include "core/numeric/check.h"
#include "core/numeric/median.h"
#include "core/numeric/memory.h"
#include "core/numeric/random.h"
#include "core/problems/softmax_regression.h"

namespace basin {

namespace {

/// Of a family with a cost model.
SoftmaxInstanceSpec sizes_of(const Experiment& experiment) {
    ProblemSpec problem = experiment.problem;
    return family_of(experiment).matrix_problem(problem)->instance;
}

using Clock = std::chrono::steady_clock;

// Steps that are timed at each size, of runs that take as many.
constexpr Index most_steps = 30;
// Short runs are repeated: a clock tick or a thread that wakes up late is not what a step costs.
constexpr Index most_runs = 5;
constexpr double long_enough = 0.05;  // seconds
// Multiplications a second of one slow core: how large a problem may be to be timed within the budget.
constexpr double slow_core = 2e9;

/// The seconds of each step of one run.
struct StepTimes {
    std::vector<double> seconds;
    SolveResult result;
};

StepTimes time_steps(const SolverSpec& spec, const SolverOptions& options, const Problem& problem,
                     const Vector& x0, const std::stop_token& stop) {
    StepTimes times;
    const auto solver = make_solver(spec, options);
    if (auto reason = solver->rejects(problem)) {
        times.result.message = std::move(*reason);
        return times;
    }
    double before = 0;
    const auto observe = [&](const IterationEvent& event) {
        if (event.record.iteration > 0) times.seconds.push_back(event.record.seconds - before);
        before = event.record.seconds;
        return Proceed::yes;
    };
    times.result = solver->solve(problem, x0, observe, stop);
    return times;
}

/// Mean over all steps but the first, which warms the memory up; not_applicable without steps.
double mean_step(const std::vector<double>& seconds) {
    if (seconds.size() < 2) return seconds.empty() ? not_applicable : seconds.front();
    return std::accumulate(seconds.begin() + 1, seconds.end(), 0.0) / static_cast<double>(seconds.size() - 1);
}

std::vector<SolverEstimate> measure_present(const Experiment& experiment, const PreparedProblem& prepared,
                                            const std::stop_token& stop) {
    SolverOptions options{.stopping = experiment.stopping, .measure_errors = false};
    std::vector<SolverEstimate> estimates;
    for (const SolverSpec& solver : experiment.solvers) {
        const StepTimes times = time_steps(solver, options, *prepared.problem, prepared.x0, stop);
        SolverEstimate& estimate = estimates.emplace_back();
        estimate.label = solver_text(solver);
        estimate.step_seconds = mean_step(times.seconds);
        estimate.steps = times.result.iterations;
        estimate.seconds = times.result.seconds;
        estimate.ending = times.result.termination;
    }
    return estimates;
}

/// Times the solvers size by size until the budget is spent.
class Timing {
  public:
    /// start_radius: how far from its minimiser the experiment starts.
    Timing(const Experiment& experiment, double start_radius, double max_seconds)
        : experiment_(experiment),
          start_radius_(start_radius),
          max_seconds_(max_seconds),
          samples_(experiment.solvers.size()),
          notes_(experiment.solvers.size()) {
        options_.measure_errors = false;
        options_.stopping = experiment.stopping;
        options_.stopping.max_iterations = std::min(most_steps, experiment.stopping.max_iterations);
    }

    bool time_is_left() const {
        return std::chrono::duration<double>(Clock::now() - start_).count() < max_seconds_;
    }

    void time(const ProblemSize& size, const std::stop_token& stop) {
        SoftmaxInstanceSpec spec = sizes_of(experiment_);
        spec.n = static_cast<Index>(size.n);
        spec.d = static_cast<Index>(size.d);
        spec.density = std::min(1.0, size.nnz / (size.n * size.d));
        SoftmaxInstance instance = generate_softmax_instance(spec);
        const ProblemSize timed{size.n, size.d, static_cast<double>(instance.data.A1.entries())};
        const SoftmaxRegression problem(std::move(instance.data));
        options_.stopping.max_seconds = std::max(0.01, max_seconds_ / 4);
        RandomStream stream(experiment_.start.seed);
        const Vector offset = start_radius_ * uniform_direction(stream, spec.d);
        for (std::size_t i = 0; i < samples_.size() && !stop.stop_requested(); ++i) {
            const double seconds = time_nearest(i, problem, instance.x_planted, offset, stop);
            if (seconds > 0) samples_[i].push_back({timed, seconds});
        }
        largest_ = timed;
    }

    const std::vector<CostSample>& samples(std::size_t solver) const { return samples_[solver]; }
    /// What a run said that came to no step.
    const std::string& note(std::size_t solver) const { return notes_[solver]; }
    const ProblemSize& largest() const { return largest_; }

  private:
    /// Begins at the experiment's distance; a problem of another size has another basin, so that a solver
    /// that comes to no step there is timed from half the distance, and so on. 0: none comes to a step.
    double time_nearest(std::size_t i, const Problem& problem, const Vector& planted, const Vector& offset,
                        const std::stop_token& stop) {
        constexpr int most_halvings = 16;
        for (int halving = 0; halving <= most_halvings && !stop.stop_requested(); ++halving) {
            const double seconds =
                time_solver(i, problem, planted + std::ldexp(1.0, -halving) * offset, stop);
            if (seconds > 0) return seconds;
        }
        return 0;
    }

    /// Median over several runs of the mean of a step.
    double time_solver(std::size_t i, const Problem& problem, const Vector& x0, const std::stop_token& stop) {
        std::vector<double> means;
        double spent = 0;
        for (Index run = 0; run < most_runs && spent < long_enough && !stop.stop_requested(); ++run) {
            const StepTimes times = time_steps(experiment_.solvers[i], options_, problem, x0, stop);
            if (times.seconds.empty()) {
                notes_[i] = times.result.message;
                break;
            }
            means.push_back(mean_step(times.seconds));
            spent += times.result.seconds;
        }
        return median(means);
    }

    const Experiment& experiment_;
    double start_radius_;
    double max_seconds_;
    Clock::time_point start_ = Clock::now();
    SolverOptions options_;
    std::vector<std::vector<CostSample>> samples_;
    std::vector<std::string> notes_;
    ProblemSize largest_;
};

void predict(const std::vector<CostSample>& samples, const std::string& note, const ProblemSize& wanted,
             SolverEstimate& estimate) {
    estimate.timings = std::ssize(samples);
    try {
        const CostModel model(samples);
        estimate.exponent_n = model.exponent_n();
        estimate.exponent_d = model.exponent_d();
        if (!model.dense()) estimate.exponent_nnz = model.exponent_nnz();
        estimate.step = model.predict(wanted);
        const auto steps = static_cast<double>(estimate.steps);
        estimate.total = {steps * estimate.step.seconds, steps * estimate.step.low,
                          steps * estimate.step.high};
    } catch (const InputError& error) {
        estimate.note = note.empty() ? error.what() : note;
    }
}

void check_size(const Experiment& experiment, const EstimateSpec& spec) {
    spec.validate();
    if (experiment.solvers.empty()) {
        throw InputError("estimate", "solvers: found none; expected at least one to estimate");
    }
}

/// With the share of entries that are stored.
ProblemSize size_of(Index n, Index d, double density) {
    const auto rows = static_cast<double>(n), columns = static_cast<double>(d);
    return {rows, columns, density * rows * columns};
}

}  // namespace

double newton_step_work(const ProblemSize& size, double m) {
    const auto& [n, d, nnz] = size;
    return 2 * m * nnz + nnz * (nnz / n) + m * n + m * d * d + d * d * d;
}

void EstimateSpec::validate() const {
    require(n >= 1 && n <= 1000000000000, "n", n, "1 <= n <= 1e12");
    require(d >= 1 && d <= 1000000, "d", d, "1 <= d <= 1e6");
    if (nnz) require(*nnz >= 1 && *nnz <= n * d, "nnz", *nnz, "1 <= nnz <= n d");
    require(max_seconds > 0, "max_seconds", max_seconds, "a value > 0");
}

std::vector<ProblemSize> timed_sizes(const ProblemSize& wanted, Index m, double work, double bytes) {
    // Below these, calls cost more than arithmetic and the power law does not hold.
    constexpr double least_n = 64, least_d = 4;
    double n = std::max(least_n, wanted.n / 4), d = std::max(least_d, wanted.d / 4);
    const double density = wanted.nnz / (wanted.n * wanted.d);
    const auto outputs = static_cast<double>(m);
    const auto too_large = [&] {
        const ProblemSize largest{4 * n, 4 * d, 16 * density * n * d};
        return newton_step_work(largest, outputs) > work ||
               data_bytes(largest, outputs) + 8 * largest.d * largest.d > bytes;
    };
    while (too_large() && (n > least_n || d > least_d)) {
        // Each keeps its share of the way up, so that the shape stays that of the wanted problem.
        n = std::max(least_n, 0.8 * n);
        d = std::max(least_d, 0.8 * d);
    }
    std::vector<ProblemSize> sizes;
    for (int i = 0; i < 3; ++i) {
        for (int j = 0; j < 3; ++j) {
            const double rows = std::round(std::exp2(i) * n), columns = std::round(std::exp2(j) * d);
            // Of a sparse problem the density varies too, in a Latin square: 1, 1/2 and 1/4 of the wanted
            // one, with an entry in every row.
            const double share = density < 1 ? density * std::exp2(-((i + j) % 3)) : 1;
            sizes.push_back({rows, columns, std::max(share * rows * columns, rows)});
        }
    }
    std::ranges::sort(sizes, {}, &ProblemSize::nnz);
    return sizes;
}

Estimate estimate_cost(const Experiment& experiment, const EstimateSpec& spec,
                       const EstimateProgress& progress, std::stop_token stop) {
    experiment.validate();
    if (!family_of(experiment).has_cost_model())
        throw InputError("problem", "found " + std::string(family_of(experiment).noun()) +
                                        "; expected a softmax regression, whose cost is "
                                        "known to grow with n and d");
    check_size(experiment, spec);
    const SoftmaxInstanceSpec sizes = sizes_of(experiment);
    Estimate estimate;
    estimate.present = size_of(sizes.n, sizes.d, sizes.density);
    estimate.wanted = size_of(spec.n, spec.d, sizes.density);
    if (spec.nnz) estimate.wanted.nnz = static_cast<double>(*spec.nnz);
    estimate.data_bytes = data_bytes(estimate.wanted, static_cast<double>(sizes.m));
    const auto report = [&](double done) {
        if (progress) progress(done);
    };
    report(0);
    const PreparedProblem prepared = prepare(experiment, stop);
    estimate.solvers = measure_present(experiment, prepared, stop);
    // Nine sizes, whose work adds up to about three times that of the largest.
    double runs = 0;
    for (const SolverEstimate& solver : estimate.solvers)
        runs += 3 * static_cast<double>(std::clamp<Index>(solver.steps, 5, most_steps));
    const auto design = timed_sizes(spec.largest_timed.value_or(estimate.wanted), sizes.m,
                                    slow_core * spec.max_seconds / runs, memory_bytes() / 4);
    Timing timing(experiment, prepared.minimiser.distance(prepared.x0), spec.max_seconds);
    for (std::size_t i = 0; i < design.size() && timing.time_is_left() && !stop.stop_requested(); ++i) {
        report(static_cast<double>(i + 1) / static_cast<double>(design.size() + 1));
        timing.time(design[i], stop);
    }
    estimate.stopped = stop.stop_requested();
    estimate.largest_timed = timing.largest();
    for (std::size_t i = 0; i < estimate.solvers.size(); ++i) {
        predict(timing.samples(i), timing.note(i), estimate.wanted, estimate.solvers[i]);
    }
    report(1);
    return estimate;
}

}  // namespace basin
