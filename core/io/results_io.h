// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/experiment/results.h"

namespace basin {

/// One label a run: the solver's name, numbered ("newton-1") where a name occurs more than once.
std::vector<std::string> run_labels(const std::vector<SolverRun>& runs);

/// result.json (design.md, Files): experiment, minimiser, certificate, runs, environment. Data files are
/// absolute, so that `basin solve result.json` repeats the run from anywhere. runs[].history names the CSV
/// file beside it; map_identity says which basin map it is, its data by checksums.
nlohmann::ordered_json results_to_json(const Results& results);

/// The certificate alone: every number of certificate_entries(), the answers to yes-or-no questions, and
/// under "kinds" what kind of knowledge each is.
nlohmann::ordered_json certificate_to_json(const Certificate& certificate);

/// The folders on this path that do not exist yet, the deepest first.
std::vector<std::filesystem::path> missing_folders(const std::filesystem::path& folder);

/// Makes sure that a results folder can be written, before anything is computed, and creates it: throws
/// InputError when it exists and is not empty (without force), cannot be created or written, or has a name
/// that is no UTF-8.
void check_output_folder(const std::filesystem::path& folder, bool force);

/// Writes result.json, history-<label>.csv, landscape.npy/.csv, attraction.npy/.csv, spectrum.csv,
/// spectral_density.csv, basin_map.csv, tradeoff.csv, series-<label>.csv and exactness.csv, each atomically
/// over that of an earlier run, and then removes the files and figures of that run which this one does not
/// have. Returns the files written, result.json last.
std::vector<std::filesystem::path> write_results(const Results& results, const std::filesystem::path& folder);

/// Reads a results folder back, for render. Throws InputError naming the file and place.
Results read_results(const std::filesystem::path& folder);

}  // namespace basin
