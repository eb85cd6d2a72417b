// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/experiment/catalogue.h"

namespace basin {

using SolverFactory = std::unique_ptr<Solver> (*)(const SolverSpec&, const SolverOptions&);

/// The catalogue and its factories, index by index.
struct Catalogue {
    std::vector<SolverInfo> infos;
    std::vector<SolverFactory> factories;

    void add(SolverInfo info, SolverFactory factory) {
        infos.push_back(std::move(info));
        factories.push_back(factory);
    }
};

template <typename T>
T value_of(const SolverSpec& spec, const std::string& key) {
    return std::get<T>(parameter(spec, key));
}

/// The solvers made for recurrent networks, and those that serve both systems but come from there.
void add_recurrent_solvers(Catalogue& all);

}  // namespace basin
