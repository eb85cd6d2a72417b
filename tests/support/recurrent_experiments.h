// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/experiment/experiment.h"

namespace basin::test {

/// A recurrent network on a generated series, done in well under a second.
inline Experiment small_recurrent() {
    Experiment experiment;
    experiment.title = "Small network";
    ElmanProblemSpec& problem = experiment.problem.emplace<ElmanProblemSpec>();
    problem.hidden = 3;
    problem.inputs = 2;
    problem.outputs = 2;
    problem.steps = 6;
    problem.test_steps = 3;
    problem.seed = 4;
    experiment.start.deviation = 0.2;
    experiment.solvers = {{"piecewise-affine", {}}, {"lbfgs", {}}};
    experiment.stopping.max_iterations = 30;
    experiment.basin_radius.trials = 0;
    return experiment;
}

/// The reference problem of tests/fixtures/rnn from its files, at the reference run's start, as a file.
inline std::string fixture_experiment(const std::string& more, const std::string& start = {}) {
    const auto file = [](const std::string& name) { return "\"" BASIN_FIXTURES "/rnn/" + name + ".csv\""; };
    const std::string weights = R"({"weights":{"A":)" + file("syn_A0") + R"(,"W":)" + file("syn_W0") +
                                R"(,"V":)" + file("syn_V0") + R"(,"b":)" + file("syn_b0") + R"(,"c":)" +
                                file("syn_c0") + "}}";
    return R"({"format":"basin-experiment","version":1,"problem":{"family":"elman-rnn","hidden":4,"tau":1.2,)"
           R"("data":{"table":)" +
           file("SynDataset_Nh4_Nx5_Ny3_T10") + R"(,"targets":["6","7","8"],"train":0.8}},"start":)" +
           (start.empty() ? weights : R"({"x0":)" + file(start) + "}") + "," + more + "}";
}

}  // namespace basin::test
