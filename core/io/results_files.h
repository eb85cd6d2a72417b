// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/experiment/results.h"

namespace basin {

// The files of a results folder and their text: what results_io writes and reads back.

inline constexpr std::string_view result_file = "result.json";
inline constexpr std::string_view landscape_file = "landscape.npy";
inline constexpr std::string_view landscape_table_file = "landscape.csv";
inline constexpr std::string_view attraction_file = "attraction.npy";
inline constexpr std::string_view attraction_table_file = "attraction.csv";
inline constexpr std::string_view basin_map_file = "basin_map.csv";
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

/// a, b, termination, iterations, minimiser (index from 0; empty where the run did not converge).
std::string attraction_csv(const Attraction& attraction);
/// Fills in the pixels; a, b and the minimisers are there already.
void parse_attraction(std::string_view text, const std::string& where, Attraction& attraction);
/// Iterations of every start (resolution x resolution); NaN where the run did not converge.
Matrix attraction_iterations(const Attraction& attraction);

/// level, radius, error, trials, successes, rate, rate_low, rate_high (Wilson, 95 %), median_iterations,
/// and median_objective of recurrent networks:
/// every cell of level 0, then the computed ones of the other levels, ascending by level, error and radius.
std::string basin_map_csv(const BasinMap& map);
/// The computed cells; spec tells which radii and errors there are. Also reads the older files that have no
/// level.
std::vector<PlacedCell> parse_basin_map(std::string_view text, const std::string& where,
                                        const BasinMapSpec& spec);

}  // namespace basin
