// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/experiment/results.h"

namespace basin {

/// result.json (design.md, Files): experiment, minimiser, certificate, runs, environment.
nlohmann::ordered_json results_to_json(const Results& results);

/// Makes sure that a results folder can be written, before anything is computed: throws InputError when it
/// exists and is not empty (without force) or cannot be created.
void check_output_folder(const std::filesystem::path& folder, bool force);

/// Writes result.json, history-<solver>.csv, landscape.npy/.csv, spectrum.csv and basin_map.csv, each
/// atomically. Returns the files written, result.json last, so that its presence means the folder is whole.
std::vector<std::filesystem::path> write_results(const Results& results, const std::filesystem::path& folder);

/// Reads a results folder back, for render. Throws InputError naming the file and place.
Results read_results(const std::filesystem::path& folder);

}  // namespace basin
