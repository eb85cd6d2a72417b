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
inline constexpr std::string_view attraction_file = "attraction.npy";
inline constexpr std::string_view attraction_table_file = "attraction.csv";
inline constexpr std::string_view basin_map_file = "basin_map.csv";
inline constexpr std::string_view sweep_file = "sweep.csv";
inline constexpr std::string_view sweep_seconds_file = "sweep_seconds.csv";
inline constexpr std::string_view repeats_file = "repeats.csv";
inline constexpr std::string_view repeat_bands_file = "repeat_bands.csv";
inline constexpr std::string_view repeat_traces_file = "repeat_traces.csv";
inline constexpr std::string_view tradeoff_file = "tradeoff.csv";
inline constexpr std::string_view exactness_file = "exactness.csv";
std::string history_file(const std::string& label);
/// Predicted series of a run on a recurrent network.
std::string series_file(const std::string& label);
/// What runs on own data say of the steps behind the last row.
inline constexpr std::string_view forecast_file = "forecast.csv";

/// record_columns(), and a, b, outside where there is a landscape. Columns that older files lack are read as
/// not applicable.
std::string history_csv(const SolverRun& run);
void parse_history(std::string_view text, const std::string& where, SolverRun& run);

/// a, b, value.
std::string landscape_csv(const Landscape& landscape);

}  // namespace basin
