// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <variant>

namespace basin {

/// A solver by its catalogue name, with the parameters that differ from their defaults.
/// Whole numbers are never negative, and a seed uses all 64 bits.
using ParameterValue = std::variant<double, std::uint64_t, std::string>;
struct SolverSpec {
    std::string name;
    std::map<std::string, ParameterValue> parameters;
    bool operator==(const SolverSpec&) const = default;
};

}  // namespace basin
