// SPDX-License-Identifier: GPL-3.0-or-later
// How often the 95 % intervals of `estimate` hold, for softmax regressions, networks and wide networks in
// turn: sizes up to a largest one are timed, then one that is 2 to 8 times as large is run and compared. For
// a quiet machine. Arguments: checks (40), seconds an estimate (4). "shown" in place of the first: two sizes
// as users ask for them, n = 3000, d = 300 and Nh = 96, with the seconds that are left to the default.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "core/experiment/estimate.h"
#include "core/experiment/network_sizes.h"
#include "core/families/problem_of.h"
#include "core/numeric/random.h"
#include "core/numeric/text.h"

using namespace basin;

namespace {

Experiment softmax_of_size(Index n, Index d, std::uint64_t seed) {
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

Experiment network_of_size(const ProblemSize& size, std::uint64_t seed) {
    Experiment experiment;
    ElmanProblemSpec& problem = experiment.problem.emplace<ElmanProblemSpec>();
    problem.steps = static_cast<Index>(value_of_size(size, "T"));
    problem.hidden = static_cast<Index>(value_of_size(size, "Nh"));
    problem.inputs = static_cast<Index>(value_of_size(size, "Nx"));
    problem.outputs = static_cast<Index>(value_of_size(size, "Ny"));
    problem.test_steps = 0;
    problem.seed = seed;
    experiment.start.seed = seed;
    experiment.solvers = {
        {"piecewise-affine", {{"eta1", 0.7}, {"eta2", 1.1}, {"rho", 0.03}}}, {"adam", {}}, {"lbfgs", {}}};
    experiment.stopping.max_iterations = 30;
    return experiment;
}

/// What holds of all that was compared.
struct Tally {
    int held = 0, all = 0;

    /// One prediction beside what came out; nothing where either is not known.
    void compare(const std::string& what, const CostPrediction& estimated, double measured,
                 std::string (*text)(double)) {
        if (!(measured > 0) || std::isnan(estimated.cost)) return;
        const bool holds = estimated.low <= measured && measured <= estimated.high;
        held += holds;
        ++all;
        std::printf("%-60s %10s in [%s, %s], expected %s%s\n", what.c_str(), text(measured).c_str(),
                    text(estimated.low).c_str(), text(estimated.high).c_str(), text(estimated.cost).c_str(),
                    holds ? "" : "  NO");
    }
};

/// An estimate beside a run at the size that it is of.
void check(const std::string& name, const Experiment& experiment, const EstimateSpec& spec,
           const Experiment& there, Tally& steps, Tally& memory) {
    const Estimate estimate = estimate_cost(experiment, spec);
    EstimateSpec nothing;
    nothing.max_seconds = 1e-9;
    const Estimate truth = estimate_cost(there, nothing);
    for (std::size_t i = 0; i < estimate.solvers.size(); ++i) {
        const SolverEstimate& solver = estimate.solvers[i];
        if (!solver.note.empty()) {
            std::printf("%s %s: no estimate: %s\n", name.c_str(), solver.label.c_str(), solver.note.c_str());
            continue;
        }
        steps.compare(name + ' ' + solver.label + ", step", solver.step, truth.solvers[i].step_seconds,
                      seconds_text);
        memory.compare(name + ' ' + solver.label + ", memory", solver.memory, truth.solvers[i].bytes,
                       bytes_text);
    }
    std::fflush(stdout);
}

/// As if the machine had not the time for more: the wanted size is beyond all that are timed.
EstimateSpec beyond(const ProblemSize& largest, const ProblemSize& wanted, double seconds) {
    EstimateSpec spec;
    spec.sizes = wanted;
    spec.max_seconds = seconds;
    spec.largest_timed = largest;
    return spec;
}

void check_softmax(int seed, double factor, RandomStream& stream, double seconds, Tally& steps,
                   Tally& memory) {
    const double n = std::floor(std::exp2(9 + 2 * stream.uniform()));
    const double d = std::floor(std::exp2(4 + 2 * stream.uniform()));
    const double far_n = std::floor(factor * n), far_d = std::floor(factor * d);
    const auto made = [seed](double rows, double unknowns) {
        return softmax_of_size(static_cast<Index>(rows), static_cast<Index>(unknowns),
                               static_cast<std::uint64_t>(seed));
    };
    check(std::to_string(seed) + " softmax x " + number_text(factor, 2), made(n, d),
          beyond({{"n", n}, {"d", d}, {"nnz", n * d}}, {{"n", far_n}, {"d", far_d}}, seconds),
          made(far_n, far_d), steps, memory);
}

/// wide: all of them have so many weights that some solvers compute their steps in another way.
void check_network(int seed, bool wide, double factor, RandomStream& stream, double seconds, Tally& steps,
                   Tally& memory) {
    const double hidden = wide ? 6.3 + stream.uniform() / 4 : 3 + stream.uniform();
    const ProblemSize size{{"T", std::floor(std::exp2(6 + stream.uniform()))},
                           {"Nh", std::floor(std::exp2(hidden))},
                           {"Nx", 4},
                           {"Ny", 2}};
    ProblemSize far = size;
    // Weights grow by Nh^2: half the factor in logarithms.
    far[0].value = std::floor(factor * size[0].value);
    far[1].value = std::floor(std::sqrt(factor) * size[1].value);
    const auto made = [&](const ProblemSize& shape) {
        Experiment experiment = network_of_size(shape, static_cast<std::uint64_t>(seed));
        if (wide) {
            experiment.solvers.push_back({"damped-newton", {}});
            experiment.stopping.max_iterations = 10;
        }
        return experiment;
    };
    check(std::to_string(seed) + (wide ? " wide network x " : " network x ") + number_text(factor, 2),
          made(size), beyond(size, far, seconds), made(far), steps, memory);
}

void show(double seconds) {
    Tally steps, memory;
    EstimateSpec spec;
    spec.max_seconds = seconds;
    spec.sizes = {{"n", 3000}, {"d", 300}};
    check("n = 3000, d = 300", softmax_of_size(512, 32, 1), spec, softmax_of_size(3000, 300, 1), steps,
          memory);
    const ProblemSize small{{"T", 393}, {"Nh", 20}, {"Nx", 11}, {"Ny", 1}};
    ProblemSize wide = small;
    wide[1].value = 96;
    spec.sizes = wide;
    check("T = 393, Nh = 96", network_of_size(small, 1), spec, network_of_size(wide, 1), steps, memory);
    std::printf("%d of %d steps and %d of %d memories held\n", steps.held, steps.all, memory.held,
                memory.all);
}

}  // namespace

int main(int count, char** arguments) {
    const std::string first = count > 1 ? arguments[1] : "40";
    const double seconds = count > 2 ? std::atof(arguments[2]) : first == "shown" ? 10 : 4;
    if (first == "shown") {
        show(seconds);
        return 0;
    }
    Tally steps, memory;
    for (int seed = 1; seed <= std::atoi(first.c_str()); ++seed) {
        RandomStream stream(static_cast<std::uint64_t>(seed));
        const double factor = std::exp2(1 + 2 * stream.uniform());
        // A step of a wide network soon takes a second: half as far in logarithms.
        if (seed % 3 == 1)
            check_softmax(seed, factor, stream, seconds, steps, memory);
        else if (seed % 3 == 2)
            check_network(seed, false, factor, stream, seconds, steps, memory);
        else
            check_network(seed, true, std::sqrt(factor), stream, seconds, steps, memory);
    }
    std::printf("%d of %d held: %.1f %%\n", steps.held, steps.all,
                100.0 * steps.held / std::max(steps.all, 1));
    std::printf("%d of %d memories\n", memory.held, memory.all);
}
