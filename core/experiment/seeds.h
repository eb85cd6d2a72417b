// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/experiment/experiment.h"

namespace basin {

// The seeds of an experiment by their paths: "start.seed", "problem.seed", "solvers[0].seed".

/// Those that something is drawn from, as the experiment stands.
std::vector<std::string> seed_keys(const Experiment& experiment);
/// key is one of them.
std::uint64_t seed_at(const Experiment& experiment, const std::string& key);
void set_seed(Experiment& experiment, const std::string& key, std::uint64_t seed);

/// Whether another seed makes another problem, with another minimiser.
bool changes_problem(const std::string& key);

}  // namespace basin
