// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/experiment/experiment.h"
#include "core/numeric/range.h"
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
    /// Values of the parameter "approximation" for which this one means something; empty: always.
    std::vector<std::string> only_with = {};
    /// The parameter that takes its place when given; empty: none.
    std::string replaced_by = {};
};

struct SolverInfo {
    std::string name;
    std::string summary;  // one sentence in plain words
    std::vector<ParameterInfo> parameters;
    bool general = true;    // takes problems of one objective, e.g. softmax regressions
    bool recurrent = true;  // takes recurrent networks
    /// Keys that files of earlier versions give it: taken, without effect, and never written.
    std::vector<std::string> ignored = {};
};

/// All solvers, in the order of the window's list.
std::span<const SolverInfo> solver_catalogue();

/// The one of that name; throws InputError with the nearest one when there is none.
const SolverInfo& solver_info(const std::string& name);

/// The numbers that a parameter takes, and what is expected of it in words, numbers or choices.
Range range_of(const ParameterInfo& info);
std::string expectation(const ParameterInfo& info);

/// Throws InputError (with the nearest known name) for an unknown solver or parameter, a value of another
/// type than the default's, or one out of range. where is the path of the solver, e.g. "solvers[0]".
void validate_solver(const SolverSpec& spec, const std::string& where);

/// Whether the parameter means something for the solver as it is set up. Unknown keys mean nothing.
bool matters(const SolverSpec& spec, const std::string& key);

/// The parameter's value, or its default.
ParameterValue parameter(const SolverSpec& spec, const std::string& key);

std::unique_ptr<Solver> make_solver(const SolverSpec& spec, const SolverOptions& options);

}  // namespace basin
