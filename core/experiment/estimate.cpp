// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/estimate.h"

#include <algorithm>
#include <cmath>

#include "core/experiment/problem_family.h"
#include "core/experiment/solver_labels.h"
#include "core/experiment/step_timing.h"
#include "core/numeric/check.h"
#include "core/numeric/memory.h"

namespace basin {

namespace {

std::vector<SolverEstimate> measure_present(const Experiment& experiment, const PreparedProblem& prepared,
                                            const std::stop_token& stop) {
    SolverOptions options{.stopping = experiment.stopping, .measure_errors = false};
    std::vector<SolverEstimate> estimates;
    for (const SolverSpec& solver : experiment.solvers) {
        const StepTimes times = time_steps(solver, options, prepared, true, stop);
        SolverEstimate& estimate = estimates.emplace_back();
        estimate.label = solver_text(solver);
        estimate.step_seconds = times.mean();
        estimate.steps = times.result.iterations;
        estimate.seconds = times.result.seconds;
        estimate.bytes = times.bytes;
        estimate.ending = times.result.termination;
    }
    return estimates;
}

CostPrediction times_steps(const CostPrediction& step, Index steps) {
    const auto count = static_cast<double>(steps);
    return {count * step.cost, count * step.low, count * step.high};
}

void predict(const SizeTiming& timing, std::size_t solver, const std::string& unlike, Estimate& whole) {
    const ProblemSize& wanted = whole.wanted;
    SolverEstimate& estimate = whole.solvers[solver];
    const std::vector<CostSample>& seconds = timing.seconds(solver);
    estimate.timings = std::ssize(seconds);
    if (!unlike.empty()) {
        estimate.note = unlike;
        return;
    }
    try {
        const CostModel model(seconds);
        for (const NamedSize& size : wanted) {
            const double exponent = model.exponent(size.name);
            if (!std::isnan(exponent)) estimate.exponents.push_back({size.name, exponent});
        }
        estimate.step = model.predict(wanted);
        estimate.total = times_steps(estimate.step, estimate.steps);
    } catch (const InputError& error) {
        estimate.note = timing.note(solver).empty() ? error.what() : timing.note(solver);
        return;
    }
    try {
        estimate.memory = CostModel(timing.bytes(solver)).predict(wanted);
    } catch (const InputError&) {
        // The C library does not tell what is held: time alone is estimated.
    }
}

std::unique_ptr<SizedProblems> sized_problems(const Experiment& experiment) {
    experiment.validate();
    auto problems = family_of(experiment).at_other_sizes(experiment);
    if (!problems)
        throw InputError("problem", "found " + std::string(family_of(experiment).noun()) +
                                        "; expected a softmax regression or a recurrent network, whose cost "
                                        "is known to grow with its sizes");
    if (experiment.solvers.empty())
        throw InputError("estimate", "solvers: found none; expected at least one to estimate");
    return problems;
}

/// Steps that the solvers take together at one size.
double steps_at_a_size(const std::vector<SolverEstimate>& solvers, Index most) {
    double steps = 0;
    for (const SolverEstimate& solver : solvers)
        steps += static_cast<double>(std::clamp<Index>(solver.steps, 5, most));
    return steps;
}

/// Round after round, while a whole one more fits into the time.
void time_all(SizeTiming& timing, const std::vector<ProblemSize>& sizes, Index rounds,
              const EstimateProgress& report, const std::stop_token& stop) {
    double taken = 0;  // by the last round, seconds
    for (Index round = 0; round < rounds && timing.seconds_left() > taken; ++round) {
        const double left = timing.seconds_left();
        for (std::size_t i = 0; i < sizes.size() && timing.is_time_left(); ++i) {
            if (stop.stop_requested()) return;
            const auto all = static_cast<double>(sizes.size());
            report((static_cast<double>(round) + static_cast<double>(i + 1) / (all + 1)) /
                   static_cast<double>(rounds));
            timing.time(sizes[i], round, stop);
        }
        taken = left - timing.seconds_left();
    }
}

}  // namespace

void EstimateSpec::validate() const {
    for (const NamedSize& size : sizes) require(size.value >= 1, size.name, size.value, "a value >= 1");
    require(max_seconds > 0, "max_seconds", max_seconds, "a value > 0");
}

Estimate estimate_cost(const Experiment& experiment, const EstimateSpec& spec,
                       const EstimateProgress& progress, std::stop_token stop) {
    const auto problems = sized_problems(experiment);
    spec.validate();
    Estimate estimate;
    estimate.present = problems->present();
    estimate.wanted = problems->wanted(spec.sizes);
    estimate.data_bytes = problems->data_bytes(estimate.wanted);
    const EstimateProgress report = [&](double done) {
        if (progress) progress(done);
    };
    report(0);
    const PreparedProblem prepared = prepare(experiment, stop);
    estimate.solvers = measure_present(experiment, prepared, stop);
    SizeTiming timing(experiment, *problems, prepared, spec.max_seconds);
    const TimingBudget budget{spec.max_seconds, steps_at_a_size(estimate.solvers, problems->timed_steps()),
                              memory_bytes() / 4,
                              [&](const ProblemSize& size) { return timing.probe(size, stop); }};
    const auto design = problems->timed(spec.largest_timed.value_or(estimate.wanted), budget);
    time_all(timing, design, problems->rounds(), report, stop);
    estimate.stopped = stop.stop_requested();
    estimate.largest_timed = timing.largest();
    for (std::size_t i = 0; i < estimate.solvers.size(); ++i)
        predict(timing, i, problems->unlike(experiment.solvers[i], estimate.largest_timed, estimate.wanted),
                estimate);
    report(1);
    return estimate;
}

}  // namespace basin
