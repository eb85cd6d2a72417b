// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/network_json.h"

#include <string>
#include <vector>

#include "core/io/problem_json.h"
#include "core/io/quote.h"

namespace basin {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

ordered_json list(const Vector& values) {
    return std::vector<double>(values.begin(), values.end());
}

ordered_json penalised_json(const PenaltyStationarity& found) {
    return {{"answer", to_string(found.answer)},
            {"reason", found.reason},
            {"zeros", found.zeros},
            {"patterns", found.patterns},
            {"own_decrease", found.own_decrease},
            {"largest_decrease", found.largest_decrease},
            {"drop_step", found.drop_step},
            {"drop", found.drop}};
}

ordered_json stationarity_json(const NetworkOutcome& outcome) {
    const NetworkStationarity& found = outcome.stationarity;
    ordered_json json{{"first_order", to_string(found.first_order)},
                      {"second_order", to_string(found.second_order)},
                      {"reason", found.reason},
                      {"residual", found.residual},
                      {"relative_residual", found.relative_residual},
                      {"distance", found.distance},
                      {"change", found.change},
                      {"zeros", found.zeros},
                      {"least_slope", found.least_slope},
                      {"largest_slope", found.largest_slope},
                      {"rank", found.rank},
                      {"cone_dimension", found.cone_dimension},
                      {"least_curvature", found.least_curvature},
                      {"drop_step", found.drop_step},
                      {"drop", found.drop},
                      {"descent", list(found.descent)},
                      {"point", list(found.point)}};
    if (outcome.penalised) json["penalised"] = penalised_json(*outcome.penalised);
    return json;
}

Answer read_answer(JsonObject& object, const char* key) {
    const std::string word = json_text(object.required(key), object.place(key));
    const auto answer = parse_answer(word);
    if (!answer) object.place(key).fail("found unknown word " + quote(word));
    return *answer;
}

/// A number that older files do not have.
double added_number(JsonObject& object, const char* key) {
    return object.find(key) ? object.result_number(key) : not_applicable;
}

PenaltyStationarity read_penalised(JsonObject object) {
    PenaltyStationarity found;
    found.answer = read_answer(object, "answer");
    object.read("reason", found.reason);
    object.read("zeros", found.zeros);
    object.read("patterns", found.patterns);
    found.own_decrease = object.result_number("own_decrease");
    found.largest_decrease = object.result_number("largest_decrease");
    found.drop_step = object.result_number("drop_step");
    found.drop = object.result_number("drop");
    return found;
}

void read_stationarity(JsonObject object, NetworkOutcome& outcome) {
    NetworkStationarity& found = outcome.stationarity;
    found.first_order = read_answer(object, "first_order");
    found.second_order = read_answer(object, "second_order");
    object.read("reason", found.reason);
    found.residual = object.result_number("residual");
    found.relative_residual = added_number(object, "relative_residual");
    found.distance = added_number(object, "distance");
    found.change = added_number(object, "change");
    object.read("zeros", found.zeros);
    found.least_slope = object.result_number("least_slope");
    found.largest_slope = object.result_number("largest_slope");
    object.read("rank", found.rank);
    object.read("cone_dimension", found.cone_dimension);
    found.least_curvature = object.result_number("least_curvature");
    found.drop_step = object.result_number("drop_step");
    found.drop = object.result_number("drop");
    found.descent = object.result_numbers("descent");
    if (object.find("point")) found.point = object.result_numbers("point");
    if (const json* penalised = object.find("penalised"))
        outcome.penalised = read_penalised({*penalised, object.place("penalised")});
}

}  // namespace

ordered_json thresholds_to_json(const PenaltyThresholds& thresholds) {
    ordered_json json{
        {"log10_h", thresholds.log10_h}, {"log10_u", thresholds.log10_u}, {"log10_v", thresholds.log10_v}};
    if (thresholds.is_capped()) {
        json["at_least"] = {
            {"h", thresholds.capped_h}, {"u", thresholds.capped_u}, {"v", thresholds.capped_v}};
    }
    return json;
}

PenaltyThresholds thresholds_from_json(const json& value, const JsonPlace& place) {
    JsonObject object(value, place);
    PenaltyThresholds thresholds{object.result_number("log10_h"), object.result_number("log10_u"),
                                 object.result_number("log10_v")};
    if (const json* capped = object.find("at_least")) {
        JsonObject parts(*capped, object.place("at_least"));
        parts.read("h", thresholds.capped_h);
        parts.read("u", thresholds.capped_u);
        parts.read("v", thresholds.capped_v);
    }
    return thresholds;
}

ordered_json measures_to_json(const NetworkMeasures& measures) {
    return {{"train_error", measures.train_error},
            {"test_error", measures.test_error},
            {"zeros", measures.zeros},
            {"near_zeros", measures.near_zeros},
            {"slope_jump", measures.slope_jump},
            {"nondifferentiable_share", measures.nondifferentiable_share},
            {"spectral_radius", measures.spectral_radius},
            {"recurrent_norm", measures.recurrent_norm},
            {"multiplier_growth", measures.multiplier_growth}};
}

ordered_json network_to_json(const NetworkOutcome& outcome, const ElmanShape& shape) {
    ordered_json json{{"network_objective", outcome.objective},
                      {"train_error", outcome.train_error},
                      {"test_error", outcome.test_error}};
    json["feasibility"] = {
        {"h", outcome.feasibility_h}, {"u", outcome.feasibility_u}, {"v", outcome.feasibility_v}};
    json["stationarity"] = stationarity_json(outcome);
    json["penalty_thresholds"] = {{"a_priori", thresholds_to_json(outcome.a_priori)},
                                  {"at_point", thresholds_to_json(outcome.at_point)},
                                  {"a_posteriori", thresholds_to_json(outcome.a_posteriori)}};
    if (!outcome.note.empty()) json["note"] = outcome.note;
    json["weights"] = weights_to_json(shape, outcome.weights);
    return json;
}

NetworkOutcome network_from_json(JsonObject& object) {
    NetworkOutcome outcome;
    outcome.objective = object.result_number("network_objective");
    outcome.train_error = object.result_number("train_error");
    outcome.test_error = object.result_number("test_error");
    JsonObject feasibility(object.required("feasibility"), object.place("feasibility"));
    outcome.feasibility_h = feasibility.result_number("h");
    outcome.feasibility_u = feasibility.result_number("u");
    outcome.feasibility_v = feasibility.result_number("v");
    read_stationarity({object.required("stationarity"), object.place("stationarity")}, outcome);
    JsonObject thresholds(object.required("penalty_thresholds"), object.place("penalty_thresholds"));
    const auto read = [&](const char* key) {
        return thresholds_from_json(thresholds.required(key), thresholds.place(key));
    };
    outcome.a_priori = read("a_priori");
    outcome.at_point = read("at_point");
    outcome.a_posteriori = read("a_posteriori");
    object.read("note", outcome.note);
    outcome.weights = weights_from_json(object.required("weights"), object.place("weights"));
    return outcome;
}

}  // namespace basin
