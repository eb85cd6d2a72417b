// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "app/commands.h"
#include "core/experiment/results.h"
#include "core/io/grid_folder.h"

namespace basin::app {

// What the verbs of basin maps and sweeps share.

/// "2/4"; the whole when empty. Throws InputError.
MapShard parse_shard(const std::string& text);
/// Throws InputError for options that contradict each other.
GridStart parse_start(const GridOptions& options);
/// On stderr.
void print_known(std::size_t known, Index damaged);
void write_and_tell(const std::vector<std::filesystem::path>& files, const Results& results, bool json);

}  // namespace basin::app
