// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/experiment/results.h"
#include "core/io/results_folder.h"
#include "core/io/results_json.h"

namespace basin {

/// The names that results of this experiment may have in their folder.
std::vector<std::string> results_files(const Experiment& experiment);

/// What write_results() writes: the files and what they hold, result.json last.
std::vector<FolderFile> results_texts(const Results& results);

/// Puts result.json, history-<label>.csv, series-<label>.csv, the files of the sections (stored_sections.h),
/// the data that the experiment was read from (carried_data.h) and manifest.json in the place of the results
/// that are there.
/// Returns the files written, result.json last.
std::vector<std::filesystem::path> write_results(const Results& results, ResultsFolder& folder);
/// The same with so many bytes of data at most.
std::vector<std::filesystem::path> write_results(const Results& results, ResultsFolder& folder,
                                                 std::uint64_t most_carried);
/// The same, the folder made and locked for it, earlier results replaced.
std::vector<std::filesystem::path> write_results(const Results& results, const std::filesystem::path& folder);

/// Reads a results folder back, for render: everything but data that are not in it. Throws InputError naming
/// the file and place, and when the files do not belong together.
Results read_results(const std::filesystem::path& folder);

}  // namespace basin
