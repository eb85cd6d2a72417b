// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <vector>

#include "core/experiment/results.h"

namespace basin {

/// Makes one basin map or sweep of the shards in these folders, each there once and complete. Throws
/// InputError naming the folder and what is wrong with it.
Results merge_shards(const std::vector<std::filesystem::path>& folders);

}  // namespace basin
