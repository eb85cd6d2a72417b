// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <iostream>

#include <nlohmann/json.hpp>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/experiment_source.h"
#include "app/interrupt.h"
#include "core/experiment/estimate.h"
#include "core/io/json_text.h"
#include "core/numeric/input_error.h"
#include "core/numeric/text.h"

namespace basin::app {

namespace {

using nlohmann::ordered_json;

ordered_json size_json(const ProblemSize& size) {
    ordered_json json = ordered_json::object();
    for (const NamedSize& one : size) json[one.name] = one.value;
    return json;
}

/// Of every size of the problem; null where nothing is known of it.
ordered_json exponents_json(const ProblemSize& exponents, const ProblemSize& problem) {
    ordered_json json = ordered_json::object();
    for (const NamedSize& size : problem) json[size.name] = value_of_size(exponents, size.name);
    return json;
}

/// key: what is predicted, in its unit.
ordered_json prediction_json(const char* key, const CostPrediction& prediction) {
    return {{key, prediction.cost}, {"low", prediction.low}, {"high", prediction.high}};
}

ordered_json solver_json(const SolverEstimate& solver, const ProblemSize& problem) {
    return {{"solver", solver.label},
            {"measured",
             {{"step_seconds", solver.step_seconds},
              {"steps", solver.steps},
              {"seconds", solver.seconds},
              {"bytes", solver.bytes},
              {"termination", to_string(solver.ending)}}},
            {"estimated",
             {{"step", prediction_json("seconds", solver.step)},
              {"total", prediction_json("seconds", solver.total)},
              {"memory", prediction_json("bytes", solver.memory)},
              {"exponents", exponents_json(solver.exponents, problem)},
              {"timings", solver.timings}}},
            {"note", solver.note}};
}

ordered_json estimate_json(const Estimate& estimate) {
    ordered_json json{{"present", size_json(estimate.present)},
                      {"wanted", size_json(estimate.wanted)},
                      {"largest_timed", estimate.largest_timed.empty() ? ordered_json(nullptr)
                                                                       : size_json(estimate.largest_timed)},
                      {"data_bytes", estimate.data_bytes},
                      {"confidence", 0.95}};
    json["solvers"] = ordered_json::array();
    for (const SolverEstimate& solver : estimate.solvers)
        json["solvers"].push_back(solver_json(solver, estimate.wanted));
    json["stopped"] = estimate.stopped;
    return json;
}

/// nnz of dense data says nothing that n and d do not.
std::string size_text(const ProblemSize& size) {
    const bool dense = value_of_size(size, "nnz") >= value_of_size(size, "n") * value_of_size(size, "d");
    std::string text;
    for (const NamedSize& one : size) {
        if (one.name == "nnz" && dense) continue;
        text += (text.empty() ? "" : ", ") + one.name + " = " + number_text(one.value, 10);
    }
    return text;
}

std::string interval_text(const CostPrediction& prediction, std::string (*text)(double)) {
    return text(prediction.cost) + " (95 %: " + text(prediction.low) + " to " + text(prediction.high) + ")";
}

void print_solver(const SolverEstimate& solver) {
    std::cout << solver.label << '\n'
              << "  measured   " << seconds_text(solver.step_seconds) << " a step, " << solver.steps
              << " steps, " << to_string(solver.ending);
    if (!std::isnan(solver.bytes)) std::cout << ", " << bytes_text(solver.bytes) << " held";
    std::cout << '\n';
    if (!solver.note.empty()) {
        std::cout << "  no estimate: " << solver.note << '\n';
        return;
    }
    std::cout << "  estimated  " << interval_text(solver.step, seconds_text) << " a step, "
              << interval_text(solver.total, seconds_text) << " for as many steps\n";
    if (!std::isnan(solver.memory.cost))
        std::cout << "             " << interval_text(solver.memory, bytes_text) << " held beside the data\n";
    std::cout << "  fitted     a step costs";
    for (const NamedSize& exponent : solver.exponents)
        std::cout << ' ' << exponent.name << '^' << number_text(exponent.value);
    std::cout << ", from " << solver.timings << " sizes\n";
}

void print_text(const Estimate& estimate) {
    std::cout << "present problem: " << size_text(estimate.present) << " (measured)\n"
              << "wanted problem:  " << size_text(estimate.wanted) << ", " << bytes_text(estimate.data_bytes)
              << " of data ("
              << (estimate.largest_timed.empty()
                      ? "nothing was timed: the time was over before"
                      : "estimated from timings up to " + size_text(estimate.largest_timed))
              << ")\n";
    for (const SolverEstimate& solver : estimate.solvers) print_solver(solver);
}

EstimateSpec wanted_size(const EstimateOptions& options) {
    EstimateSpec spec;
    spec.max_seconds = options.seconds;
    for (const EstimateOptions::Size& size : options.sizes)
        if (size.value) spec.sizes.push_back({size.name, static_cast<double>(*size.value)});
    if (spec.sizes.empty())
        throw InputError("estimate", "found no size; expected --n and --d, or some of --T, --Nh, --Nx, --Ny");
    return spec;
}

}  // namespace

int estimate(const EstimateOptions& options) {
    const Experiment experiment = open_experiment(options.experiment);
    const InterruptWatch interrupt;
    const Estimate found = estimate_cost(experiment, wanted_size(options), {}, interrupt.token());
    if (options.json) {
        std::cout << json_file_text(estimate_json(found));
    } else {
        print_text(found);
    }
    const bool all =
        std::ranges::all_of(found.solvers, [](const SolverEstimate& solver) { return solver.note.empty(); });
    return all && !found.stopped ? exit_done : exit_ended_badly;
}

}  // namespace basin::app
