// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "core/experiment/experiment.h"
#include "core/experiment/sized_problems.h"

namespace basin {

/// Weights of a network of that size.
double network_weights(const ProblemSize& size);

/// The sizes that are timed for a network, from small to large: T in ratios of 2 by Nh in ratios of sqrt 2,
/// three of each, at the largest Nx and Ny; and in their middle a half and a quarter of Nx, and of Ny, each
/// where it is at least 4. Ratios of Nh, Nx and Ny are lowered until all have more than `above` weights, if
/// the largest has.
std::vector<ProblemSize> network_timed_sizes(const ProblemSize& largest, double above = 0);

/// The network that small problems lead up to a wanted one by: every size its share, but none too small to
/// vary, nor Nh, Nx and Ny such that one of the timed sizes in their full ratios had `above` weights or less.
/// 0 < share <= 1.
ProblemSize scaled_network(const ProblemSize& wanted, double share, double above = 0);

/// The largest scaled_network() whose timed sizes the budget allows, found by probing ever larger ones.
ProblemSize affordable_network(const ProblemSize& wanted, const TimingBudget& budget, double above = 0);

/// Of a recurrent network: T, Nh, Nx and Ny. Series are generated, starts drawn as the experiment draws its
/// own; the shares of test steps and solvers stay.
std::unique_ptr<SizedProblems> sized_network(const Experiment& experiment);

}  // namespace basin
