// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/network_sizes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string>
#include <utility>

#include "core/experiment/problem_family.h"
#include "core/numeric/check.h"
#include "core/solvers/piecewise_affine/condensed_step.h"

namespace basin {

namespace {

constexpr double largest_network_size = 1e9;
constexpr std::array network_names{"T", "Nh", "Nx", "Ny"};

ProblemSize network_size(double T, double Nh, double Nx, double Ny) {
    return {{network_names[0], T}, {network_names[1], Nh}, {network_names[2], Nx}, {network_names[3], Ny}};
}

std::array<double, 4> plain_network(const ProblemSize& size) {
    std::array<double, 4> values{};
    for (std::size_t k = 0; k < values.size(); ++k) values[k] = value_of_size(size, network_names[k]);
    return values;
}

/// What T, Nh, Nx and Ny have to be at least to be varied.
constexpr std::array<double, 4> least_varied{32, 8, 4, 4};

class NetworkSizes : public SizedProblems {
  public:
    explicit NetworkSizes(const Experiment& experiment) : experiment_(experiment) {
        experiment_.start.forget_given();
    }

    ProblemSize present() const override {
        const LiftedLayout layout = network().layout();
        return network_size(static_cast<double>(layout.steps), static_cast<double>(layout.shape.hidden),
                            static_cast<double>(layout.shape.inputs),
                            static_cast<double>(layout.shape.outputs));
    }

    ProblemSize wanted(const ProblemSize& asked) const override {
        const ProblemSize size = with_sizes(present(), asked, largest_network_size);
        const double T = size.front().value;
        require(T >= 2, "T", T, "2 <= T <= 1e9");
        return size;
    }

    /// Of inputs and targets.
    double data_bytes(const ProblemSize& size) const override {
        const auto [T, Nh, Nx, Ny] = plain_network(size);
        return 8 * (Nx + Ny) * T;
    }

    std::vector<ProblemSize> timed(const ProblemSize& largest, const TimingBudget& budget) const override {
        return network_timed_sizes(affordable_network(largest, budget));
    }

    // The first ones tell, and the last ones are slow.
    Index timed_steps() const override { return 10; }

    // Neighbouring problems differ by factors in their inner iterations.
    Index rounds() const override { return 3; }

    SizedProblem generate(const ProblemSize& size, const PreparedProblem&, Index round) const override {
        const auto [T, Nh, Nx, Ny] = plain_network(size);
        Experiment made = experiment_;
        ElmanProblemSpec& problem = std::get<ElmanProblemSpec>(made.problem);
        problem.data.reset();
        problem.steps = static_cast<Index>(T);
        problem.hidden = static_cast<Index>(Nh);
        problem.inputs = static_cast<Index>(Nx);
        problem.outputs = static_cast<Index>(Ny);
        problem.test_steps = 0;  // no step reads them
        problem.seed += static_cast<std::uint64_t>(round);
        return {size, family_of(made).prepare(made, {})};
    }

    std::string unlike(const SolverSpec& solver, const ProblemSize& timed,
                       const ProblemSize& wanted) const override {
        constexpr auto most = static_cast<double>(CondensedStep::most_dense);
        if (solver.name != "piecewise-affine" || !(weights(timed) <= most) || weights(wanted) <= most)
            return {};
        return "a step of more than " + std::to_string(CondensedStep::most_dense) +
               " weights is computed in another way, and there was time for smaller ones alone: allow more "
               "seconds";
    }

  private:
    static double weights(const ProblemSize& size) {
        const auto [T, Nh, Nx, Ny] = plain_network(size);
        return Nh * (Nh + Nx + 1) + Ny * (Nh + 1);
    }
    const ElmanProblemSpec& network() const { return std::get<ElmanProblemSpec>(experiment_.problem); }

    Experiment experiment_;
};

}  // namespace

ProblemSize scaled_network(const ProblemSize& wanted, double share) {
    std::array<double, 4> sizes = plain_network(wanted);
    for (std::size_t k = 0; k < sizes.size(); ++k)
        sizes[k] = std::max(std::min(sizes[k], least_varied[k]), std::round(share * sizes[k]));
    return network_size(sizes[0], sizes[1], sizes[2], sizes[3]);
}

ProblemSize affordable_network(const ProblemSize& wanted, const TimingBudget& budget) {
    constexpr double sqrt2 = std::numbers::sqrt2;
    double share = 1;
    while (scaled_network(wanted, share / sqrt2) != scaled_network(wanted, share)) share /= sqrt2;
    ProblemSize affordable = scaled_network(wanted, share);
    ProbedCost before;
    while (share < 1) {
        const ProbedCost now = budget.probe(affordable);
        if (!(now.seconds > 0)) return affordable;
        // Sizes 1.4 times as large cost 2.8 times as much or more: 8 where matrices of weights x weights are
        // factorised. What lies outside is the scatter of two probes.
        const double growth = before.seconds > 0 ? std::clamp(now.seconds / before.seconds, 2.8, 8.0) : 8;
        // All sizes together cost about three times what the largest costs, and two rounds tell the scatter.
        if (2 * 3 * budget.steps * growth * now.seconds > budget.seconds) return affordable;
        if (6 * now.bytes > budget.bytes) return affordable;
        before = now;
        share = std::min(1.0, share * sqrt2);
        affordable = scaled_network(wanted, share);
    }
    return affordable;
}

std::vector<ProblemSize> network_timed_sizes(const ProblemSize& largest) {
    const auto [T, Nh, Nx, Ny] = plain_network(largest);
    const auto level = [](double top, double ratio, int steps_down, double least) {
        return std::max(least, std::round(top * std::pow(ratio, -steps_down)));
    };
    std::vector<ProblemSize> sizes;
    for (int i = 0; i < 3; ++i)
        for (int j = 0; j < 3; ++j)
            sizes.push_back(network_size(level(T, 2, i, 2), level(Nh, std::numbers::sqrt2, j, 1), Nx, Ny));
    const double middle_T = level(T, 2, 1, 2), middle_Nh = level(Nh, std::numbers::sqrt2, 1, 1);
    for (int i = 1; i < 3; ++i) {
        if (Nx >= least_varied[2]) sizes.push_back(network_size(middle_T, middle_Nh, level(Nx, 2, i, 1), Ny));
        if (Ny >= least_varied[3]) sizes.push_back(network_size(middle_T, middle_Nh, Nx, level(Ny, 2, i, 1)));
    }
    std::ranges::sort(sizes, {}, [](const ProblemSize& size) {
        const auto [steps, hidden, inputs, outputs] = plain_network(size);
        return steps * hidden * (hidden + inputs + outputs);
    });
    return sizes;
}

std::unique_ptr<SizedProblems> sized_network(const Experiment& experiment) {
    return std::make_unique<NetworkSizes>(experiment);
}

}  // namespace basin
