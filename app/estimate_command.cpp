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
#include "core/numeric/text.h"

namespace basin::app {

namespace {

using nlohmann::ordered_json;

ordered_json size_json(const ProblemSize& size) {
    return {{"n", size.n}, {"d", size.d}, {"nnz", size.nnz}};
}

ordered_json prediction_json(const CostPrediction& prediction) {
    return {{"seconds", prediction.seconds}, {"low", prediction.low}, {"high", prediction.high}};
}

ordered_json solver_json(const SolverEstimate& solver) {
    return {
        {"solver", solver.label},
        {"measured",
         {{"step_seconds", solver.step_seconds},
          {"steps", solver.steps},
          {"seconds", solver.seconds},
          {"termination", to_string(solver.ending)}}},
        {"estimated",
         {{"step", prediction_json(solver.step)},
          {"total", prediction_json(solver.total)},
          {"exponents", {{"n", solver.exponent_n}, {"d", solver.exponent_d}, {"nnz", solver.exponent_nnz}}},
          {"timings", solver.timings}}},
        {"note", solver.note}};
}

ordered_json estimate_json(const Estimate& estimate) {
    ordered_json json{{"present", size_json(estimate.present)},
                      {"wanted", size_json(estimate.wanted)},
                      {"largest_timed", estimate.largest_timed.n > 0 ? size_json(estimate.largest_timed)
                                                                     : ordered_json(nullptr)},
                      {"data_bytes", estimate.data_bytes},
                      {"confidence", 0.95}};
    json["solvers"] = ordered_json::array();
    for (const SolverEstimate& solver : estimate.solvers) json["solvers"].push_back(solver_json(solver));
    json["stopped"] = estimate.stopped;
    return json;
}

std::string size_text(const ProblemSize& size) {
    const std::string text = "n = " + number_text(size.n, 10) + ", d = " + number_text(size.d, 10);
    return size.nnz < size.n * size.d ? text + ", nnz = " + number_text(size.nnz, 10) : text;
}

std::string interval_text(const CostPrediction& prediction) {
    return seconds_text(prediction.seconds) + " (95 %: " + seconds_text(prediction.low) + " to " +
           seconds_text(prediction.high) + ")";
}

void print_solver(const SolverEstimate& solver) {
    std::cout << solver.label << '\n'
              << "  measured   " << seconds_text(solver.step_seconds) << " a step, " << solver.steps
              << " steps, " << to_string(solver.ending) << '\n';
    if (!solver.note.empty()) {
        std::cout << "  no estimate: " << solver.note << '\n';
        return;
    }
    std::cout << "  estimated  " << interval_text(solver.step) << " a step, " << interval_text(solver.total)
              << " for as many steps\n"
              << "  fitted     a step costs n^" << number_text(solver.exponent_n) << " d^"
              << number_text(solver.exponent_d);
    if (!std::isnan(solver.exponent_nnz)) std::cout << " nnz^" << number_text(solver.exponent_nnz);
    std::cout << ", from " << solver.timings << " sizes\n";
}

void print_text(const Estimate& estimate) {
    std::cout << "present problem: " << size_text(estimate.present) << " (measured)\n"
              << "wanted problem:  " << size_text(estimate.wanted) << ", "
              << number_text(estimate.data_bytes / 1e9) << " GB of data ("
              << (estimate.largest_timed.n > 0
                      ? "estimated from timings up to " + size_text(estimate.largest_timed)
                      : "nothing was timed: the time was over before")
              << ")\n";
    for (const SolverEstimate& solver : estimate.solvers) print_solver(solver);
}

}  // namespace

int estimate(const EstimateOptions& options) {
    const Experiment experiment = open_experiment(options.experiment);
    const InterruptWatch interrupt;
    const Estimate found = estimate_cost(experiment, {options.n, options.d, options.nnz, options.seconds}, {},
                                         interrupt.token());
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
