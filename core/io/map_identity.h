// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "core/experiment/experiment.h"

namespace basin {

/// Everything the cells of an experiment's basin map depend on, data by a checksum of their values: equal
/// identities, equal cells.
nlohmann::ordered_json map_identity(const Experiment& experiment);

/// Whether two experiments have the same map, where given data are the same only as the same objects: read
/// again they may have changed, and a checksum may take long.
bool is_same_map(const Experiment& a, const Experiment& b);

/// Everything the cells of an experiment's sweep depend on, likewise.
nlohmann::ordered_json sweep_identity(const Experiment& experiment);

/// As is_same_map(), of sweeps.
bool is_same_sweep(const Experiment& a, const Experiment& b);

/// The object of that key in a folder's result.json; nothing where there is none. Throws InputError.
std::optional<nlohmann::ordered_json> identity_in_folder(const std::filesystem::path& folder,
                                                         const char* key);

/// Where two identities differ first, e.g. "basin_map.trials is 24 there and 50 here"; empty when they are
/// equal.
std::string map_difference(const nlohmann::ordered_json& there, const nlohmann::ordered_json& here);

}  // namespace basin
