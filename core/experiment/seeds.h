// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/experiment/experiment.h"

namespace basin {

// The seeds of an experiment by their paths: "start.seed", "problem.seed", "solvers[0].seed". Starts that
// stand in an order have "start.number" instead, which counts like a seed.

/// Those that something is drawn from, as the experiment stands.
std::vector<std::string> seed_keys(const Experiment& experiment);
/// key is one of them.
std::uint64_t seed_at(const Experiment& experiment, const std::string& key);
void set_seed(Experiment& experiment, const std::string& key, std::uint64_t seed);

/// What its repeats vary: each of "start.seed" and "start.number" stands for the one that the start has.
std::vector<std::string> varied_keys(const Experiment& experiment);
/// How many repeats it has: as many as it asks for, or as there are starts from its own on where those are
/// listed and varied.
Index repeat_count(const Experiment& experiment);

/// Leaves out of repeats and sweep what a start that is a given point has not: its seed, its radius.
void leave_out_start(Experiment& experiment);

/// Whether another seed makes another problem, with another minimiser.
bool changes_problem(const std::string& key);

}  // namespace basin
