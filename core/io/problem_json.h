// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include <nlohmann/json.hpp>

#include "core/experiment/experiment.h"
#include "core/io/json_reader.h"

namespace basin {

// The sections "problem", "start" and "exactness" of an experiment, of either system. Relative data files are
// looked for in folder. Throw InputError as parse_experiment() says.

void read_problem(const nlohmann::json& value, const JsonPlace& place, const std::filesystem::path& folder,
                  ProblemSpec& spec);
void read_elman_problem(JsonObject& problem, const std::filesystem::path& folder, ElmanProblemSpec& spec);
void read_start(const nlohmann::json& value, const JsonPlace& place, const std::filesystem::path& folder,
                StartSpec& spec);
void read_elman_start(const nlohmann::json& value, const JsonPlace& place,
                      const std::filesystem::path& folder, StartSpec& spec);
void read_exactness(const nlohmann::json& value, const JsonPlace& place, ExactnessSpec& spec);

/// Data files as names relative to base, when it is given.
nlohmann::ordered_json problem_to_json(const ProblemSpec& problem, const std::filesystem::path& base);
nlohmann::ordered_json start_to_json(const StartSpec& start, bool recurrent,
                                     const std::filesystem::path& base);
nlohmann::ordered_json exactness_to_json(const ExactnessSpec& exactness);

/// {"A": [[...]], "W": ..., "V": ..., "b": [...], "c": [...]} of theta.
nlohmann::ordered_json weights_to_json(const ElmanShape& shape, const Vector& theta);
/// theta out of such an object, whose matrices tell the shape.
Vector weights_from_json(const nlohmann::json& value, const JsonPlace& place);

}  // namespace basin
