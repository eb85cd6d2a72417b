// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include <nlohmann/json.hpp>

#include "core/io/grid_kinds.h"
#include "core/io/map_identity.h"

namespace basin {

/// The identity of the basin map or sweep in a results folder, as it was when it was made. Folders of earlier
/// versions do not tell it: there it is that of their experiment, on its data as they are now. Throws
/// InputError.
template <class Grid>
nlohmann::ordered_json stored_identity(const std::filesystem::path& folder, const Experiment& experiment) {
    const auto stored = identity_in_folder(folder, Grid::identity_key);
    return stored ? *stored : Grid::identity(experiment);
}

}  // namespace basin
