// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/experiment/experiment.h"
#include "core/solvers/solver.h"

namespace basin {

/// One parameter of a solver: drives parsing, validation and the window's controls.
struct ParameterInfo {
    std::string key;
    ParameterValue default_value;
    double minimum = not_applicable;   // inclusive; numbers only
    double maximum = not_applicable;   // inclusive
    std::vector<std::string> choices;  // texts only
    std::string meaning;               // plain words
};

struct SolverInfo {
    std::string name;
    std::string summary;  // one sentence in plain words
    std::vector<ParameterInfo> parameters;
};

/// All solvers, in the order of the window's list.
std::span<const SolverInfo> solver_catalogue();

/// Throws InputError (with the nearest known name) for an unknown solver or parameter, or a value out of
/// range.
void validate_solver(const SolverSpec& spec, const std::string& where);

/// The parameter's value, or its default.
ParameterValue parameter(const SolverSpec& spec, const std::string& key);

std::unique_ptr<Solver> make_solver(const SolverSpec& spec, const SolverOptions& options);

/// The nearest of the known words by edit distance, or empty when none is near: for "did you mean".
std::string nearest_word(const std::string& word, std::span<const std::string> known);

}  // namespace basin
