// SPDX-License-Identifier: GPL-3.0-or-later
// How often the 95 % intervals of `estimate` hold: sizes up to a largest one are timed, then one that is 2 to
// 8 times as large is run and compared. For a quiet machine. Arguments: checks (40), seconds an estimate (4).
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "core/experiment/catalogue.h"
#include "core/experiment/estimate.h"
#include "core/experiment/runner.h"
#include "core/families/problem_of.h"
#include "core/numeric/random.h"

using namespace basin;

namespace {

Experiment experiment_of(Index n, Index d, std::uint64_t seed) {
    Experiment experiment;
    SoftmaxInstanceSpec& instance = softmax_of(experiment).instance;
    instance.n = n;
    instance.d = d;
    instance.ridge = 2000;  // positive definite at every size, so that every solver comes to steps
    instance.seed = seed;
    experiment.start.radius = 0.003;
    experiment.start.seed = seed;
    experiment.solvers = {{"newton", {}},
                          {"approximate-newton", {{"approximation", "leverage-sampling"}, {"error", 0.5}}},
                          {"trust-region-newton", {}},
                          {"lbfgs", {}},
                          {"truncated-newton", {}}};
    return experiment;
}

}  // namespace

int main(int count, char** arguments) {
    const int checks = count > 1 ? std::atoi(arguments[1]) : 40;
    const double seconds = count > 2 ? std::atof(arguments[2]) : 4;
    int held = 0, all = 0;
    for (int check = 1; check <= checks; ++check) {
        RandomStream stream(static_cast<std::uint64_t>(check));
        const double factor = std::exp2(1 + 2 * stream.uniform());
        const auto n = static_cast<Index>(std::exp2(9 + 2 * stream.uniform()));
        const auto d = static_cast<Index>(std::exp2(4 + 2 * stream.uniform()));
        // As if the machine had not the time for more: the wanted size is beyond all that are timed.
        const Experiment experiment = experiment_of(n, d, static_cast<std::uint64_t>(check));
        const auto larger = [&](Index size) {
            return static_cast<Index>(factor * static_cast<double>(size));
        };
        EstimateSpec spec{.n = larger(n), .d = larger(d), .max_seconds = seconds};
        spec.largest_timed = ProblemSize{static_cast<double>(n), static_cast<double>(d),
                                         static_cast<double>(n) * static_cast<double>(d)};
        const Estimate estimate = estimate_cost(experiment, spec);
        const Estimate truth =
            estimate_cost(experiment_of(larger(n), larger(d), static_cast<std::uint64_t>(check)),
                          {.n = 1, .d = 1, .max_seconds = 1e-9});
        for (std::size_t i = 0; i < estimate.solvers.size(); ++i) {
            const SolverEstimate& solver = estimate.solvers[i];
            const double measured = truth.solvers[i].step_seconds;
            if (!solver.note.empty() || !(measured > 0)) continue;
            const bool holds = solver.step.low <= measured && measured <= solver.step.high;
            held += holds;
            ++all;
            std::printf("%2d %-34s x %.1f  %.3g s in [%.3g, %.3g]%s\n", check, solver.label.c_str(), factor,
                        measured, solver.step.low, solver.step.high, holds ? "" : "  NO");
        }
        std::fflush(stdout);
    }
    std::printf("%d of %d held: %.1f %%\n", held, all, 100.0 * held / std::max(all, 1));
}
