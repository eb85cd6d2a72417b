// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/experiment/results.h"
#include "core/io/results_folder.h"

namespace basin {

/// One label a run: the solver's name, numbered ("newton-1") where a name occurs more than once.
std::vector<std::string> run_labels(const std::vector<SolverRun>& runs);

/// result.json: experiment, minimiser, certificate, runs, environment. Data files are
/// absolute, so that `basin solve result.json` repeats the run from anywhere; in a folder they are the copies
/// there, and "data" says where they came from. runs[].history names the CSV file beside it; map_identity
/// says which basin map it is, its data by checksums.
nlohmann::ordered_json results_to_json(const Results& results);

/// The certificate alone: every number of certificate_entries(), the answers to yes-or-no questions, and
/// under "kinds" what kind of knowledge each is.
nlohmann::ordered_json certificate_to_json(const Certificate& certificate);

/// The names that results of this experiment may have in their folder.
std::vector<std::string> results_files(const Experiment& experiment);

/// Puts result.json, history-<label>.csv, landscape.npy/.csv, attraction.npy/.csv, spectrum.csv,
/// spectral_density.csv, basin_map.csv, tradeoff.csv, series-<label>.csv, exactness.csv, the data that the
/// experiment was read from (carried_data.h) and manifest.json in the place of the results that are there.
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
