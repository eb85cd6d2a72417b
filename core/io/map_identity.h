// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>

#include "core/experiment/experiment.h"

namespace basin {

/// Its key in a result.json.
inline constexpr const char* map_identity_key = "map_identity";

/// Everything the cells of an experiment's basin map depend on, data by a checksum of their values: equal
/// identities, equal cells.
nlohmann::ordered_json map_identity(const Experiment& experiment);

/// Whether two experiments have the same map, where given data are the same only as the same objects: read
/// again they may have changed, and a checksum may take long.
bool is_same_map(const Experiment& a, const Experiment& b);

/// That of the map in a results folder, as it was when the map was made. Folders of earlier versions do not
/// tell it: there it is that of their experiment, on its data as they are now. Throws InputError.
nlohmann::ordered_json stored_map_identity(const std::filesystem::path& folder, const Experiment& experiment);

/// Where two identities differ first, e.g. "basin_map.trials is 24 there and 50 here"; empty when they are
/// equal.
std::string map_difference(const nlohmann::ordered_json& there, const nlohmann::ordered_json& here);

}  // namespace basin
