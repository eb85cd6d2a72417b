// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/network_json.h"

#include <cmath>
#include <string>

#include "core/io/data_json.h"
#include "core/io/members.h"

namespace basin {

using nlohmann::json;
using nlohmann::ordered_json;

namespace {

constexpr const char* objective_key = "network_objective";
constexpr const char* weights_key = "weights";
constexpr const char* train_error_key = "train_error";
constexpr const char* test_error_key = "test_error";
// Of own data, whose errors are told in their units: what training sees, (1/T) sum |v_t - y_t|^2.
constexpr const char* train_loss_key = "train_loss";
constexpr const char* test_loss_key = "test_loss";

ordered_json errors_json(const TargetErrors& errors) {
    if (errors.size() == 0) return nullptr;
    return {{"targets", std::vector<double>(errors.begin(), errors.end())}, {"mean", mean_of(errors)}};
}

/// In the units of the data.
void add_judgement(ordered_json& json, const NetworkOutcome& outcome) {
    const SeriesJudgement& found = *outcome.judgement;
    json[train_error_key] = errors_json(found.train_error);
    json[test_error_key] = errors_json(found.test_error);
    json[train_loss_key] = outcome.train_error;
    json[test_loss_key] = outcome.test_error;
    json["naive"] = {{"last_value", errors_json(found.naive.last_value)},
                     {"last_season", errors_json(found.naive.last_season)},
                     {"mean", errors_json(found.naive.mean)}};
    json["free_run_error"] = errors_json(found.free_run_error);
    json["skill"] = found.skill;
    if (found.forecast.times.empty()) return;
    ordered_json& ahead = json["forecast"];
    ahead = {{"targets", found.forecast.targets},
             {"times", found.forecast.times},
             {"level", SeriesForecast::level}};
    ahead["values"] = matrix_json(found.forecast.values.transpose(), false);
    ahead["half_width"] =
        std::vector<double>(found.forecast.half_width.begin(), found.forecast.half_width.end());
}

double read_error(JsonObject& object, const char* loss_key, const char* error_key) {
    return object.result_number(object.find(loss_key) ? loss_key : error_key);
}

}  // namespace

// The members of each part, in the order of the file.

template <SpecOf<PenaltyStationarity> Part, class Visit>
void members(Part& part, Visit& visit) {
    visit({.key = "answer"}, AsWord{part.answer, parse_answer});
    visit({.key = "reason"}, part.reason);
    visit({.key = "zeros"}, part.zeros);
    visit({.key = "patterns"}, part.patterns);
    visit({.key = "own_decrease"}, part.own_decrease);
    visit({.key = "largest_decrease"}, part.largest_decrease);
    visit({.key = "drop_step"}, part.drop_step);
    visit({.key = "drop"}, part.drop);
}

template <SpecOf<NetworkStationarity> Part, class Visit>
void members(Part& part, Visit& visit) {
    visit({.key = "first_order"}, AsWord{part.first_order, parse_answer});
    visit({.key = "second_order"}, AsWord{part.second_order, parse_answer});
    visit({.key = "reason"}, part.reason);
    visit({.key = "residual"}, part.residual);
    visit({.key = "relative_residual", .is_new = true}, part.relative_residual);
    visit({.key = "distance", .is_new = true}, part.distance);
    visit({.key = "change", .is_new = true}, part.change);
    visit({.key = "zeros"}, part.zeros);
    visit({.key = "least_slope"}, part.least_slope);
    visit({.key = "largest_slope"}, part.largest_slope);
    visit({.key = "rank"}, part.rank);
    visit({.key = "cone_dimension"}, part.cone_dimension);
    visit({.key = "least_curvature"}, part.least_curvature);
    visit({.key = "curvature_error", .is_new = true, .written = !std::isnan(part.curvature_error)},
          part.curvature_error);
    visit({.key = "second_order_estimated", .is_new = true, .written = part.second_order_estimated},
          part.second_order_estimated);
    visit({.key = "drop_step"}, part.drop_step);
    visit({.key = "drop"}, part.drop);
    visit({.key = "descent"}, part.descent);
    visit({.key = "point", .is_new = true}, part.point);
}

/// Three values of one kind, one for each of the equations that are penalised.
template <class Value>
struct OfEquations {
    Value &h, &u, &v;
};

template <class Value, class Visit>
void members(const OfEquations<Value>& part, Visit& visit) {
    visit({.key = "h"}, part.h);
    visit({.key = "u"}, part.u);
    visit({.key = "v"}, part.v);
}

template <SpecOf<PenaltyThresholds> Part, class Visit>
void members(Part& part, Visit& visit) {
    visit({.key = "log10_h"}, part.log10_h);
    visit({.key = "log10_u"}, part.log10_u);
    visit({.key = "log10_v"}, part.log10_v);
    visit({.key = "at_least", .is_new = true, .written = part.is_capped()},
          OfEquations<LikeConst<Part, bool>>{part.capped_h, part.capped_u, part.capped_v});
}

/// The thresholds of an outcome, which are an object of their own in the file.
template <class Outcome>
struct ThresholdsOf {
    Outcome& outcome;
};

template <class Outcome, class Visit>
void members(const ThresholdsOf<Outcome>& part, Visit& visit) {
    visit({.key = "a_priori"}, part.outcome.a_priori);
    visit({.key = "at_point"}, part.outcome.at_point);
    visit({.key = "a_posteriori"}, part.outcome.a_posteriori);
}

/// Likewise its stationarity, of (P) and (P1).
template <class Outcome>
struct StationarityOf {
    Outcome& outcome;
};

template <class Outcome, class Visit>
void members(const StationarityOf<Outcome>& part, Visit& visit) {
    members(part.outcome.stationarity, visit);
    visit({.key = "penalised", .is_new = true, .written = part.outcome.penalised.has_value()},
          part.outcome.penalised);
}

template <SpecOf<NetworkOutcome> Part, class Visit>
void members(Part& part, Visit& visit) {
    visit({.key = objective_key}, part.objective);
    visit({.key = train_error_key, .only_written = true}, part.train_error);
    visit({.key = test_error_key, .only_written = true}, part.test_error);
    visit({.key = "feasibility"},
          OfEquations<LikeConst<Part, double>>{part.feasibility_h, part.feasibility_u, part.feasibility_v});
    visit({.key = "stationarity"}, StationarityOf<Part>{part});
    visit({.key = "penalty_thresholds"}, ThresholdsOf<Part>{part});
    visit({.key = "note", .written = !part.note.empty()}, part.note);
}

template <SpecOf<NetworkMeasures> Part, class Visit>
void members(Part& part, Visit& visit) {
    visit({.key = "train_error"}, part.train_error);
    visit({.key = "test_error"}, part.test_error);
    visit({.key = "zeros"}, part.zeros);
    visit({.key = "near_zeros"}, part.near_zeros);
    visit({.key = "slope_jump"}, part.slope_jump);
    visit({.key = "nondifferentiable_share"}, part.nondifferentiable_share);
    visit({.key = "spectral_radius"}, part.spectral_radius);
    visit({.key = "recurrent_norm"}, part.recurrent_norm);
    visit({.key = "multiplier_growth"}, part.multiplier_growth);
}

namespace {

/// Matrices of weights as a file has them, b and c as columns.
struct WeightMatrices {
    Matrix A, W, V, b, c;
};

template <SpecOf<WeightMatrices> Part, class Visit>
void visit_weights(Part& part, Visit&& visit) {
    visit("A", part.A, false);
    visit("W", part.W, false);
    visit("V", part.V, false);
    visit("b", part.b, true);
    visit("c", part.c, true);
}

}  // namespace

ordered_json thresholds_to_json(const PenaltyThresholds& thresholds) {
    return members_json(thresholds);
}

PenaltyThresholds thresholds_from_json(const json& value, const JsonPlace& place) {
    JsonObject object(value, place);
    PenaltyThresholds thresholds;
    read_members(object, thresholds);
    return thresholds;
}

ordered_json measures_to_json(const NetworkMeasures& measures) {
    return members_json(measures);
}

ordered_json weights_to_json(const ElmanShape& shape, const Vector& theta) {
    const ConstWeights of = weights_of(shape, theta.data());
    const WeightMatrices all{of.A, of.W, of.V, of.b, of.c};
    ordered_json json;
    visit_weights(all, [&json](const char* key, const Matrix& part, bool column) {
        json[key] = matrix_json(part, column);
    });
    return json;
}

Vector weights_from_json(const json& value, const JsonPlace& place) {
    JsonObject object(value, place);
    WeightMatrices all;
    visit_weights(all, [&object](const char* key, Matrix& part, bool column) {
        const json& found = object.required(key);
        part = column ? json_column(found, object.place(key)) : json_matrix(found, object.place(key));
    });
    const ElmanShape shape{all.W.rows(), all.V.cols(), all.A.rows()};
    const bool fits = all.W.cols() == shape.hidden && all.A.cols() == shape.hidden &&
                      all.V.rows() == shape.hidden && all.b.rows() == shape.hidden &&
                      all.c.rows() == shape.outputs && shape.hidden > 0;
    if (!fits) place.fail("found matrices whose shapes disagree; expected those of one network");
    Vector theta(shape.parameters());
    MutableWeights part = parts_of(shape, theta.data());
    part.A = all.A;
    part.W = all.W;
    part.V = all.V;
    part.b = all.b.col(0);
    part.c = all.c.col(0);
    return theta;
}

ordered_json network_to_json(const NetworkOutcome& outcome, const ElmanShape& shape) {
    ordered_json json = members_json(outcome);
    if (outcome.judgement) add_judgement(json, outcome);
    json[weights_key] = weights_to_json(shape, outcome.weights);
    return json;
}

NetworkOutcome network_from_json(JsonObject& object) {
    NetworkOutcome outcome;
    read_members(object, outcome);
    outcome.train_error = read_error(object, train_loss_key, train_error_key);
    outcome.test_error = read_error(object, test_loss_key, test_error_key);
    outcome.weights = weights_from_json(object.required(weights_key), object.place(weights_key));
    return outcome;
}

bool has_network(JsonObject& run) {
    return run.find(weights_key) != nullptr;
}

std::optional<ObjectiveAndWeights> weights_of_run(JsonObject& run) {
    const json *objective = run.find(objective_key), *weights = run.find(weights_key);
    if (!objective || !weights || !objective->is_number()) return std::nullopt;
    return ObjectiveAndWeights{objective->get<double>(), weights_from_json(*weights, run.place(weights_key))};
}

}  // namespace basin
