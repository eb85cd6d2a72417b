// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/run_row.h"

#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "core/experiment/solver_labels.h"
#include "core/io/carried_data.h"
#include "core/io/checksum.h"
#include "core/io/experiment_paths.h"
#include "core/io/json_reader.h"
#include "core/io/members.h"
#include "core/numeric/text.h"
#include "core/problems/field.h"

namespace basin {

template <SpecOf<RowEnd> Part, class Visit>
void members(Part& part, Visit& visit) {
    visit({.key = "solver"}, part.label);
    visit({.key = "termination"}, AsWord{part.termination, parse_termination});
    visit({.key = "end"}, AsWord{part.kind, parse_end_kind});
    visit({.key = "reached_kink"}, part.reached_kink);
    visit({.key = "arrived"}, part.arrived);
    visit({.key = "iterations"}, part.iterations);
    visit({.key = "objective"}, part.objective);
    visit({.key = "gradient_norm"}, part.gradient_norm);
    visit({.key = "distance"}, part.distance);
    visit({.key = "seconds"}, part.seconds);
    visit({.key = "train_error"}, part.train_error);
    visit({.key = "test_error"}, part.test_error);
    visit({.key = "proved"}, part.proved);
}

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr const char* title_key = "title";
constexpr const char* fields_key = "fields";
constexpr const char* ends_key = "ends";
constexpr const char* stopped_key = "stopped";
constexpr std::size_t longest = 160;  // characters of a value that stands in a row as it is

/// Whether it says something of what is computed.
bool is_asked(const std::string& path) {
    return path != title_key && !path.starts_with("view");
}

std::string value_text(const ordered_json& value) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_number_float()) return exact_number_text(value.get<double>());
    const std::string text = value.dump();
    return text.size() <= longest ? text : checksum_text(checksum(text));
}

RowEnd row_end(const SolverRun& run, const std::string& label) {
    RowEnd end;
    end.label = label;
    end.termination = run.result.termination;
    end.kind = run.end.kind;
    end.reached_kink = run.reached_kink;
    end.arrived = arrived(run);
    end.iterations = run.result.iterations;
    end.objective = run.result.objective;
    end.gradient_norm = run.result.gradient_norm;
    end.distance = run.result.distance;
    end.seconds = run.result.seconds;
    if (!run.network) return end;
    end.objective = run.network->objective;
    end.train_error = run.network->train_error;
    end.test_error = run.network->test_error;
    end.proved = run.network->stationarity.first_order == Answer::yes;
    return end;
}

std::vector<RowField> fields_from(const json& list, const JsonPlace& place) {
    if (!list.is_array()) place.fail(list, "a list of paths with their values");
    std::vector<RowField> fields;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const JsonPlace at = place.item(i);
        if (!list[i].is_array() || list[i].size() != 2) at.fail(list[i], "a path and its value");
        fields.push_back({json_text(list[i][0], at.item(0)), json_text(list[i][1], at.item(1))});
    }
    return fields;
}

std::vector<RowEnd> ends_from(const json& list, const JsonPlace& place) {
    if (!list.is_array()) place.fail(list, "a list with an end for each solver");
    std::vector<RowEnd> ends;
    for (std::size_t i = 0; i < list.size(); ++i) {
        JsonObject object(list[i], place.item(i));
        read_members(object, ends.emplace_back());
    }
    return ends;
}

}  // namespace

std::string RowEnd::word() const {
    if (reached_kink) return "kink";
    if (arrived) return "arrived";
    const bool is_named = kind != EndKind::none && !is_arrival(kind);
    std::string text(is_named ? to_string(kind) : to_string(termination));
    std::ranges::replace(text, '_', ' ');
    return text;
}

const std::string* RunRow::find(std::string_view path) const {
    const auto found = std::ranges::find(fields, path, &RowField::path);
    return found == fields.end() ? nullptr : &found->value;
}

std::vector<RowField> row_fields(const Experiment& experiment) {
    std::vector<RowField> fields;
    for (const FieldAt& field : fields_of(experiment))
        if (is_asked(field.path)) fields.push_back({field.path, value_text(field.value)});
    return fields;
}

RunRow run_row(const Results& results) {
    RunRow row;
    row.title = results.experiment.title;
    row.fields = row_fields(results.experiment);
    const std::map<std::string, std::string> data = data_checksums(results.experiment);
    for (RowField& field : row.fields)
        if (const auto found = data.find(field.path); found != data.end()) field.value = found->second;
    const auto labels = run_labels(results);
    for (std::size_t i = 0; i < labels.size(); ++i) row.ends.push_back(row_end(results.runs[i], labels[i]));
    row.stopped = results.stopped;
    return row;
}

ordered_json run_row_json(const RunRow& row) {
    ordered_json fields = ordered_json::array(), ends = ordered_json::array();
    for (const RowField& field : row.fields) fields.push_back({field.path, field.value});
    for (const RowEnd& end : row.ends) ends.push_back(members_json(end));
    return {{title_key, row.title}, {stopped_key, row.stopped}, {fields_key, fields}, {ends_key, ends}};
}

RunRow run_row_from_json(const json& value, const std::string& where) {
    JsonObject object(value, {where, ""});
    RunRow row;
    row.title = json_text(object.required(title_key), object.place(title_key));
    object.read(stopped_key, row.stopped);
    row.fields = fields_from(object.required(fields_key), object.place(fields_key));
    row.ends = ends_from(object.required(ends_key), object.place(ends_key));
    return row;
}

}  // namespace basin
