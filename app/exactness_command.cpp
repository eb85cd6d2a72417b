// SPDX-License-Identifier: GPL-3.0-or-later
#include <iomanip>
#include <iostream>

#include <nlohmann/json.hpp>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/experiment_source.h"
#include "app/interrupt.h"
#include "app/output_folder.h"
#include "app/run_with_progress.h"
#include "core/experiment/problem_family.h"
#include "core/io/json_text.h"
#include "core/io/results_io.h"
#include "core/numeric/input_error.h"
#include "core/numeric/printable.h"
#include "core/numeric/text.h"

namespace basin::app {

namespace {

/// The same curve without anything beside it.
Experiment curve_alone(const Experiment& experiment) {
    Experiment alone = experiment.only("exactness");
    // The first piecewise-affine tells the method's parameters and where the thresholds are.
    const SolverSpec affine = piecewise_affine_solver(alone.solvers);
    std::erase_if(alone.solvers, [&affine](const SolverSpec& spec) { return spec.name != affine.name; });
    if (alone.solvers.size() > 1) alone.solvers.resize(1);
    if (!alone.exactness) alone.exactness.emplace();
    return alone;
}

void print_curve(const ExactnessCurve& curve) {
    for (const char* name : {"beta_h", "beta_u", "beta_v", "sum|r_h|", "sum|r_u|", "sum|r_v|"})
        std::cout << std::left << std::setw(12) << name;
    std::cout << "ending\n";
    for (const ExactnessPoint& point : curve.points) {
        for (const double value : {point.betas.h, point.betas.u, point.betas.v, point.violation_h,
                                   point.violation_u, point.violation_v})
            std::cout << padded(number_text(value), 12);
        std::cout << to_string(point.termination) << '\n';
    }
}

}  // namespace

int exactness(const ExactnessOptions& options) {
    const Experiment experiment = open_experiment(options.experiment);
    const ProblemFamily& family = family_of(experiment);
    if (!family.penalty_weights(experiment.problem)) {
        throw InputError(options.experiment, "problem.family: found " + std::string(family.name()) +
                                                 "; expected elman-rnn, whose constraints are penalised");
    }
    const Experiment alone = curve_alone(experiment);
    OutputFolder folder(options.folder, options.force, input_files(options.experiment, experiment),
                        results_files(alone));
    const InterruptWatch interrupt;
    const Results results = run_with_progress(alone, interrupt.token());
    print_written(write_results(results, folder.get()));
    if (options.json) {
        std::cout << json_file_text(results_to_json(results));
    } else if (results.exactness) {
        print_curve(*results.exactness);
    }
    return results.exactness && results.exactness->complete ? exit_done : exit_ended_badly;
}

}  // namespace basin::app
