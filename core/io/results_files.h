// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/experiment/results.h"

namespace basin {

// The files of a results folder and their text: what results_io writes and reads back.

inline constexpr std::string_view result_file = "result.json";
inline constexpr std::string_view landscape_file = "landscape.npy";
inline constexpr std::string_view landscape_table_file = "landscape.csv";
inline constexpr std::string_view spectrum_file = "spectrum.csv";
inline constexpr std::string_view basin_map_file = "basin_map.csv";
std::string history_file(const std::string& label);

/// Whether any eigenvalues were computed.
bool has_spectrum(const Results& results);

/// record_columns(), and a, b, outside where there is a landscape.
std::string history_csv(const SolverRun& run);
void parse_history(std::string_view text, const std::string& where, SolverRun& run);

/// a, b, value.
std::string landscape_csv(const Landscape& landscape);

/// solver (its label), iteration, kind (exact or model), index (from 0, ascending), eigenvalue.
std::string spectrum_csv(const Results& results);
/// Needs the histories, whose iterations it refers to.
void parse_spectrum(std::string_view text, const std::string& where, std::vector<SolverRun>& runs);

/// radius, error, trials, successes, rate, rate_low, rate_high (Wilson, 95 %), median_iterations.
std::string basin_map_csv(const BasinMap& map);
BasinMap parse_basin_map(std::string_view text, const std::string& where);

}  // namespace basin
