// SPDX-License-Identifier: GPL-3.0-or-later
// Runs every solver of both systems on a tiny problem, for valgrind to watch: exit 1 when one makes no step.
#include "tests/support/every_solver.h"

#include <iostream>
#include <set>
#include <string>
#include <vector>

#include "core/experiment/runner.h"
#include "core/experiment/solver_labels.h"
#include "core/families/problem_of.h"
#include "core/numeric/text.h"

namespace {

using namespace basin;

/// More than 16 unknowns, so that the factorisations are LAPACK's.
Experiment softmax() {
    Experiment experiment;
    SoftmaxInstanceSpec& instance = softmax_of(experiment).instance;
    instance.n = 60;
    instance.d = 17;
    instance.m = 3;
    instance.ridge = 20;  // positive definite where Newton begins
    experiment.start.radius = 0.1;
    experiment.basin_radius.trials = 0;
    return experiment;
}

Experiment network() {
    Experiment experiment;
    ElmanProblemSpec problem;
    problem.hidden = 2;
    problem.inputs = 2;
    problem.outputs = 2;
    problem.steps = 5;
    experiment.problem = problem;
    experiment.start.deviation = 0.5;
    return experiment;
}

/// Those that draw rows do so: with the samples that the error asks for, the exact Hessian would be cheaper.
std::vector<SolverSpec> solvers_for(const Experiment& experiment) {
    auto solvers = test::every_solver(is_recurrent(experiment));
    for (SolverSpec& spec : solvers) {
        if (matters(spec, "samples")) spec.parameters["samples"] = std::uint64_t{40};
    }
    return solvers;
}

/// The names of those that made a step.
std::set<std::string> run_all(Experiment experiment) {
    experiment.solvers = solvers_for(experiment);
    experiment.stopping.max_iterations = 12;
    experiment.stopping.max_seconds = 1e6;
    std::set<std::string> names;
    for (const SolverRun& run : run_experiment(experiment).runs) {
        // Printing a number reads all of it.
        std::cout << solver_text(run.spec) << ": " << run.result.message << ' '
                  << number_text(run.result.x.sum()) << '\n';
        if (run.result.iterations > 0) names.insert(run.spec.name);
    }
    return names;
}

}  // namespace

int main() {
    std::set<std::string> names = run_all(softmax());
    names.merge(run_all(network()));
    return names.size() == solver_catalogue().size() ? 0 : 1;
}
