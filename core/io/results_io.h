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
/// file beside it; NaN and infinities are null.
nlohmann::ordered_json results_to_json(const Results& results);

/// The certificate alone: every number of certificate_entries(), the answers to yes-or-no questions, and
/// under "kinds" what kind of knowledge each is.
nlohmann::ordered_json certificate_to_json(const Certificate& certificate);

/// Makes sure that a results folder can be written, before anything is computed, and creates it: throws
/// InputError when it exists and is not empty (without force) or cannot be created or written.
void check_output_folder(const std::filesystem::path& folder, bool force);

/// Writes result.json, history-<label>.csv, landscape.npy/.csv, attraction.npy/.csv, spectrum.csv,
/// spectral_density.csv, basin_map.csv, tradeoff.csv, series-<label>.csv
/// and exactness.csv, each atomically, and removes those of an earlier
/// run. Returns the files written, result.json last, so that its presence means the folder is whole.
std::vector<std::filesystem::path> write_results(const Results& results, const std::filesystem::path& folder);

/// Reads a results folder back, for render. Throws InputError naming the file and place.
Results read_results(const std::filesystem::path& folder);

}  // namespace basin
