// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/map_identity.h"

#include <set>
#include <string>

#include "core/experiment/recurrent_solvers.h"
#include "core/io/checksum.h"
#include "core/io/experiment_json.h"
#include "core/io/results_files.h"
#include "core/io/whole_folder.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

using nlohmann::ordered_json;

template <class Values>
void add_data(ordered_json& identity, const char* name, const std::optional<DataSource<Values>>& source) {
    if (source && source->value) identity["data"][name] = data_checksum(*source->value);
}

std::string short_text(const ordered_json& value) {
    if (value.is_null()) return "left out";
    std::string text = value.dump();
    if (text.size() > 40) {
        text.resize(37);
        text.append("...");
    }
    return text;
}

/// What a recurrent map depends on besides its own section.
ordered_json network_identity(const Experiment& experiment) {
    Experiment bare;
    ElmanProblemSpec& problem = bare.problem.emplace<ElmanProblemSpec>(elman_of(experiment));
    problem.data.reset();
    bare.basin_map = experiment.basin_map;
    bare.solvers = {affine_solver(experiment.solvers)};
    const ordered_json json = experiment_to_json(bare);
    ordered_json identity{{"problem", json.at("problem")}, {"solver", json.at("solvers").at(0)}};
    if (elman_of(experiment).data) {
        const ElmanSeries series = make_series(elman_of(experiment));
        identity["data"] = {{"inputs", data_checksum(series.X)}, {"targets", data_checksum(series.Y)}};
    }
    // The target comes from there.
    const ElmanShape shape = elman_of(experiment).shape();
    identity["start"] = data_checksum(Matrix(start_weights(experiment.start, shape)));
    identity["gradient_tolerance"] = experiment.stopping.gradient_tolerance;
    identity["max_iterations"] = experiment.stopping.max_iterations;
    if (experiment.basin_map) identity["basin_map"] = json.at("basin_map");
    return identity;
}

}  // namespace

ordered_json map_identity(const Experiment& experiment) {
    if (is_recurrent(experiment)) return network_identity(experiment);
    // Only what the map depends on: data are known by their values, not by where they were read from.
    Experiment bare;
    softmax_of(bare).instance = softmax_of(experiment).instance;
    bare.basin_map = experiment.basin_map;
    const ordered_json json = experiment_to_json(bare);
    ordered_json identity{{"problem", json.at("problem")}};
    const SoftmaxProblemSpec& problem = softmax_of(experiment);
    add_data(identity, "A1", problem.A1);
    add_data(identity, "A2", problem.A2);
    add_data(identity, "b", problem.b);
    add_data(identity, "w", problem.w);
    identity["gradient_tolerance"] = experiment.stopping.gradient_tolerance;
    if (experiment.basin_map) identity["basin_map"] = json.at("basin_map");
    return identity;
}

ordered_json stored_map_identity(const std::filesystem::path& folder, const Experiment& experiment) {
    const std::filesystem::path file = folder / result_file;
    const ordered_json whole = ordered_json::parse(read_listed_file(file), nullptr, false);
    if (!whole.is_object() || !whole.contains("map_identity")) return map_identity(experiment);
    const ordered_json& identity = whole["map_identity"];
    if (!identity.is_object()) throw InputError(file.string(), "map_identity: found no object; expected one");
    return identity;
}

std::string map_difference(const ordered_json& there, const ordered_json& here) {
    const auto before = there.flatten(), after = here.flatten();
    std::set<std::string> keys;
    for (const auto& part : {before, after}) {
        for (const auto& [key, value] : part.items()) keys.insert(key);
    }
    for (const std::string& key : keys) {
        const auto old_value = before.value(key, ordered_json()),
                   new_value = after.value(key, ordered_json());
        if (old_value == new_value) continue;
        std::string path = key.substr(1);
        for (char& letter : path) letter = letter == '/' ? '.' : letter;
        return path + " is " + short_text(old_value) + " there and " + short_text(new_value) + " here";
    }
    return {};
}

}  // namespace basin
