// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include <CLI/CLI.hpp>

#include "core/numeric/types.h"

namespace basin::app {

inline constexpr const char* experiment_help =
    "an experiment (*.basin.json), a result.json, a figure, or the name of a preset";

/// Refuses an option's text in one sentence that names what would be taken.
CLI::Validator taking(const std::string& expected, const std::function<bool(const std::string&)>& takes);
CLI::Validator whole_number(Index low, Index high);
CLI::Validator positive_number();
CLI::Validator number_within(double low, double high);

}  // namespace basin::app
