// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "core/experiment/results.h"
#include "core/io/json_reader.h"

namespace basin {

/// result.json: experiment, minimiser, certificate, runs, environment. Data files are
/// absolute, so that `basin solve result.json` repeats the run from anywhere; in a folder they are the copies
/// there, and "data" says where they came from. runs[].history names the CSV file beside it; map_identity
/// says which basin map it is, its data by checksums.
nlohmann::ordered_json results_to_json(const Results& results);

/// The certificate alone: every number of certificate_entries(), the answers to yes-or-no questions, and
/// under "kinds" what kind of knowledge each is.
nlohmann::ordered_json certificate_to_json(const Certificate& certificate);

// Parts of a result.json, read back. Throw InputError naming the place. d: number of unknowns.

Minimiser minimiser_from_json(JsonObject object, Index d);
Certificate certificate_from_json(JsonObject object);
Environment environment_from_json(JsonObject object);
std::vector<FailedPart> failed_from_json(const nlohmann::json& list, const JsonPlace& place);
/// What result.json tells of a run: not its history, nor what a network's run came to.
SolverRun run_from_json(JsonObject& object, const Experiment& experiment);

/// Coordinates of a point, one for each unknown.
Vector point_from_json(JsonObject& object, const std::string& key, Index d);
void check_size(const Vector& point, const JsonPlace& place, Index d);
/// That those of a landscape plane have as many.
void check_plane(JsonObject& object, Index d);

}  // namespace basin
