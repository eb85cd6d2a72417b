// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/network_sizes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <string>
#include <utility>

#include "core/experiment/problem_family.h"
#include "core/numeric/check.h"
#include "core/numeric/text.h"
#include "core/solvers/damped_newton.h"
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

/// T in ratios of 2 by Nh in ratios of 2^(spread / 2), three of each, with Nx and Ny in ratios of 2^spread in
/// their middle; from small to large. 0 <= spread <= 1.
std::vector<ProblemSize> network_design(const ProblemSize& largest, double spread) {
    const auto [T, Nh, Nx, Ny] = plain_network(largest);
    const auto level = [](double top, double ratio, int steps_down, double least) {
        return std::max(least, std::round(top * std::pow(ratio, -steps_down)));
    };
    const double wide = std::exp2(spread), near = std::sqrt(wide);
    std::vector<ProblemSize> sizes;
    for (int i = 0; i < 3; ++i)
        for (int j = 0; j < 3; ++j)
            sizes.push_back(network_size(level(T, 2, i, 2), level(Nh, near, j, 1), Nx, Ny));
    const double middle_T = level(T, 2, 1, 2), middle_Nh = level(Nh, near, 1, 1);
    for (int i = 1; i < 3; ++i) {
        if (Nx >= least_varied[2])
            sizes.push_back(network_size(middle_T, middle_Nh, level(Nx, wide, i, 1), Ny));
        if (Ny >= least_varied[3])
            sizes.push_back(network_size(middle_T, middle_Nh, Nx, level(Ny, wide, i, 1)));
    }
    std::ranges::sort(sizes, {}, [](const ProblemSize& size) {
        const auto [steps, hidden, inputs, outputs] = plain_network(size);
        return steps * hidden * (hidden + inputs + outputs);
    });
    return sizes;
}

/// Up to so many weights the solver makes matrices of weights x weights; above, a step is computed in another
/// way.
double most_dense(const SolverSpec& solver) {
    if (solver.name == "piecewise-affine") return static_cast<double>(CondensedStep::most_dense);
    if (solver.name == "damped-newton") return static_cast<double>(DampedNewtonOptions{}.dense_up_to);
    return std::numeric_limits<double>::infinity();
}

double least_weights(const std::vector<ProblemSize>& sizes) {
    double least = std::numeric_limits<double>::infinity();
    for (const ProblemSize& size : sizes) least = std::min(least, network_weights(size));
    return least;
}

/// The share, by steps of sqrt 2, that probing begins with.
double least_share(const ProblemSize& wanted, double above) {
    const auto scaled = [&](double by) { return scaled_network(wanted, by, above); };
    double share = 1;
    while (scaled(share / std::numbers::sqrt2) != scaled(share)) share /= std::numbers::sqrt2;
    return share;
}

/// Whether the timed sizes of the least network are through in time, once; all together cost about three
/// times what the largest costs.
bool is_worth_beginning(const ProblemSize& wanted, const TimingBudget& budget, double above) {
    const ProbedCost cost = budget.probe(scaled_network(wanted, least_share(wanted, above), above));
    return !(3 * budget.steps * cost.seconds > budget.seconds);
}

/// What a step costs at the next size, relative to the present one, where it cost `grown` of what it had cost
/// at the one before; not_applicable: not known. Sizes 1.4 times as large cost 2.8 times as much or more: 8
/// where matrices of weights x weights are factorised. What lies outside is the scatter of two probes.
double expected_growth(const ProblemSize& present, const ProblemSize& next, double grown) {
    const double longer = next.front().value / present.front().value;
    const double wider = network_weights(next) / network_weights(present);
    const double least = longer * wider, most = std::pow(least, 2);
    return std::isnan(grown) ? most : std::clamp(grown, least, most);
}

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
        double above = 0;
        for (const SolverSpec& solver : experiment_.solvers)
            if (network_weights(largest) > most_dense(solver)) above = std::max(above, most_dense(solver));
        // Where there is no time for any of the wanted kind, the other solvers are timed without.
        if (above > 0 && !is_worth_beginning(largest, budget, above)) above = 0;
        return network_timed_sizes(affordable_network(largest, budget, above), above);
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
        const double most = most_dense(solver);
        if (network_weights(timed) > most || !(network_weights(wanted) > most)) return {};
        return "a step of more than " + number_text(most) +
               " weights is computed in another way, and there was time for smaller ones alone: allow more "
               "seconds";
    }

  private:
    const ElmanProblemSpec& network() const { return std::get<ElmanProblemSpec>(experiment_.problem); }

    Experiment experiment_;
};

}  // namespace

double network_weights(const ProblemSize& size) {
    const auto [T, Nh, Nx, Ny] = plain_network(size);
    return Nh * (Nh + Nx + 1) + Ny * (Nh + 1);
}

ProblemSize scaled_network(const ProblemSize& wanted, double share, double above) {
    const std::array<double, 4> sizes = plain_network(wanted);
    const auto scaled = [&](std::size_t k, double by) {
        return std::max(std::min(sizes[k], least_varied[k]), std::round(by * sizes[k]));
    };
    const auto with_layer = [&](double by) {
        return network_size(scaled(0, share), scaled(1, by), scaled(2, by), scaled(3, by));
    };
    constexpr double finer = 1.1;
    double layer = 1;
    while (layer > share) {
        const double next = std::max(share, layer / finer);
        if (!(least_weights(network_design(with_layer(next), 1)) > above)) break;
        layer = next;
    }
    return with_layer(layer);
}

ProblemSize affordable_network(const ProblemSize& wanted, const TimingBudget& budget, double above) {
    double share = least_share(wanted, above);
    ProblemSize affordable = scaled_network(wanted, share, above);
    ProbedCost before;
    while (share < 1) {
        const ProbedCost now = budget.probe(affordable);
        if (!(now.seconds > 0)) return affordable;
        share = std::min(1.0, share * std::numbers::sqrt2);
        const ProblemSize next = scaled_network(wanted, share, above);
        const double growth = expected_growth(affordable, next, now.seconds / before.seconds);
        // All sizes together cost about three times what the largest costs, and two rounds tell the scatter.
        if (2 * 3 * budget.steps * growth * now.seconds > budget.seconds) return affordable;
        if (6 * now.bytes > budget.bytes) return affordable;
        before = now;
        affordable = next;
    }
    return affordable;
}

std::vector<ProblemSize> network_timed_sizes(const ProblemSize& largest, double above) {
    constexpr double finer = 0.125;
    std::vector<ProblemSize> sizes = network_design(largest, 1);
    for (double spread = 1 - finer; spread >= 0 && !(least_weights(sizes) > above); spread -= finer)
        sizes = network_design(largest, spread);
    return sizes;
}

std::unique_ptr<SizedProblems> sized_network(const Experiment& experiment) {
    return std::make_unique<NetworkSizes>(experiment);
}

}  // namespace basin
