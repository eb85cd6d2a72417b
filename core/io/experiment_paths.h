// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/experiment/experiment.h"

namespace basin {

// Every field of an experiment by its path: "start.radius", "solvers[0].error", "basin_map.trials".

/// One field as it stands in an experiment.
struct FieldAt {
    std::string path;
    nlohmann::ordered_json value;
    std::string meaning;  // one line
    std::string range;    // as in "found ...; expected RANGE"; empty: whatever its type holds
    std::string unit;
};

/// All fields that say something, in the order of a file; of sections that are there.
std::vector<FieldAt> fields_of(const Experiment& experiment);

/// The value of a field or of a whole object ("start"), as a file has it; null where it is not set. Throws
/// InputError for an unknown path, with the nearest one.
nlohmann::ordered_json read_field(const Experiment& experiment, const std::string& path);

/// Sets it; a section that is left out can be set too ("basin_map" to {}). Data files are looked for relative
/// to folder. Throws InputError naming the path, the value and what was expected; nothing is changed then.
void set_field(Experiment& experiment, const std::string& path, const nlohmann::json& value,
               const std::filesystem::path& folder = {});

}  // namespace basin
