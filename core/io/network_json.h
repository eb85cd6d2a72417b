// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <nlohmann/json.hpp>

#include "core/experiment/network_outcome.h"
#include "core/io/json_reader.h"
#include "core/problems/network_measures.h"

namespace basin {

/// What a run on a recurrent network came to: network_objective, train_error, test_error, feasibility,
/// stationarity, penalty_thresholds (decimal logarithms; -inf for a threshold of 0; at_least names those that
/// the betas of the run cap) and weights. The
/// predicted series are not in it.
nlohmann::ordered_json network_to_json(const NetworkOutcome& outcome, const ElmanShape& shape);
/// Reads it back out of an object that may have other keys too.
NetworkOutcome network_from_json(JsonObject& object);

/// How nonsmooth the network is at a point: the columns of the histories by name.
nlohmann::ordered_json measures_to_json(const NetworkMeasures& measures);

nlohmann::ordered_json thresholds_to_json(const PenaltyThresholds& thresholds);
PenaltyThresholds thresholds_from_json(const nlohmann::json& value, const JsonPlace& place);

/// {"A": [[...]], "W": ..., "V": ..., "b": [...], "c": [...]} of theta.
nlohmann::ordered_json weights_to_json(const ElmanShape& shape, const Vector& theta);
/// theta out of such an object, whose matrices tell the shape.
Vector weights_from_json(const nlohmann::json& value, const JsonPlace& place);

/// Whether a run of a result.json tells weights.
bool has_network(JsonObject& run);
/// The objective of such a run and its weights; nothing where it does not tell both.
struct ObjectiveAndWeights {
    double objective = not_applicable;
    Vector weights;
};
std::optional<ObjectiveAndWeights> weights_of_run(JsonObject& run);

}  // namespace basin
