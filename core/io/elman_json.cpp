// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "core/io/data_json.h"
#include "core/io/formats/matrix_file.h"
#include "core/io/problem_json.h"
#include "core/io/series_table.h"
#include "core/io/whole_folder.h"

namespace basin {

namespace {

using nlohmann::json;
using Folder = std::filesystem::path;

double required_number(JsonObject& object, const char* key) {
    return json_number(object.required(key), object.place(key));
}

void read_lambdas(const json& value, const JsonPlace& place, TikhonovWeights& lambdas) {
    JsonObject object(value, place);
    lambdas.A = required_number(object, "A");
    lambdas.W = required_number(object, "W");
    lambdas.V = required_number(object, "V");
    lambdas.b = required_number(object, "b");
    lambdas.c = required_number(object, "c");
    object.finish();
}

void read_betas(const json& value, const JsonPlace& place, PenaltyWeights& betas) {
    JsonObject object(value, place);
    object.read("h", betas.h);
    object.read("u", betas.u);
    object.read("v", betas.v);
    object.finish();
}

/// A file, or the names and rows themselves.
DataSource<SeriesTable> read_table(const json& value, const JsonPlace& place, const Folder& folder,
                                   bool index) {
    if (!value.is_object()) {
        return read_file_source<SeriesTable>(
            value, place, folder, [index](const Folder& file) { return read_series_table(file, index); });
    }
    JsonObject object(value, place);
    SeriesTable table;
    const json& names = object.required("columns");
    if (!names.is_array()) object.place("columns").fail(names, "a list of names");
    for (std::size_t j = 0; j < names.size(); ++j) {
        const JsonPlace where = object.place("columns").item(j);
        const std::string name = json_text(names[j], where);
        if (std::ranges::find(table.columns, name) != table.columns.end())
            where.fail("found the name " + quote(name) + " again; expected each column once");
        table.columns.push_back(name);
    }
    table.values = json_matrix(object.required("values"), object.place("values"));
    object.finish();
    return {std::make_shared<const SeriesTable>(std::move(table)), {}};
}

void read_target_columns(const json& value, const JsonPlace& place, std::vector<std::string>& columns) {
    if (!value.is_array()) place.fail(value, "a list of column names");
    for (std::size_t i = 0; i < value.size(); ++i) columns.push_back(json_text(value[i], place.item(i)));
}

void read_data(const json& value, const JsonPlace& place, const Folder& folder, ElmanDataSpec& spec) {
    JsonObject data(value, place);
    data.read("index", spec.index);
    data.read("train", spec.train);
    data.read("standardise", spec.standardise);
    const json* table = data.find("table");
    const json* inputs = data.find("inputs");
    if (table && inputs) place.fail("found inputs beside a table; expected one or the other");
    if (table) {
        spec.table = read_table(*table, data.place("table"), folder, spec.index);
        read_target_columns(data.required("targets"), data.place("targets"), spec.target_columns);
    } else {
        if (spec.index) data.place("index").fail("found it without a table; expected it beside one");
        spec.inputs = read_matrix_source(data.required("inputs"), data.place("inputs"), folder);
        spec.targets = read_matrix_source(data.required("targets"), data.place("targets"), folder);
    }
    data.finish();
}

/// The weights of the best run in a result.json.
Vector best_weights(const Folder& file) {
    const json whole = parse_json(read_listed_file(file), file.string());
    JsonObject top(whole, {file.string(), ""});
    const json& runs = top.required("runs");
    if (!runs.is_array()) top.place("runs").fail(runs, "a list");
    double least = std::numeric_limits<double>::infinity();
    Vector best;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        JsonObject run(runs[i], top.place("runs").item(i));
        const json *objective = run.find("network_objective"), *weights = run.find("weights");
        if (!objective || !weights || !objective->is_number() || !(objective->get<double>() < least))
            continue;
        least = objective->get<double>();
        best = weights_from_json(*weights, run.place("weights"));
    }
    if (best.size() == 0)
        throw InputError(file.string(), "found no run with weights; expected results of a recurrent network");
    return best;
}

Matrix read_solution(const Folder& file) {
    return file.extension() == ".json" ? Matrix(best_weights(file)) : read_column(file);
}

MatrixSource read_solution_source(const json& value, const JsonPlace& place, const Folder& folder) {
    return read_source<Matrix>(value, place, folder, json_column, read_solution);
}

WeightsSource read_weights(const json& value, const JsonPlace& place, const Folder& folder) {
    JsonObject object(value, place);
    const auto read = [&](const char* key, const auto& read_one) {
        return read_one(object.required(key), object.place(key), folder);
    };
    WeightsSource weights{read("A", read_matrix_source), read("W", read_matrix_source),
                          read("V", read_matrix_source), read("b", read_column_source),
                          read("c", read_column_source)};
    object.finish();
    return weights;
}

/// Keys that exclude each other.
void refuse_together(JsonObject& object, const char* first, const char* second, const char* instead) {
    if (!object.find(first) || !object.find(second)) return;
    object.place().fail(std::string("found ") + first + " and " + second + "; expected " + instead);
}

}  // namespace

void read_elman_problem(JsonObject& problem, const Folder& folder, ElmanProblemSpec& spec) {
    problem.read("hidden", spec.hidden);
    read_name(problem, "activation", names_of(network_activations()), parse_activation, spec.activation);
    refuse_together(problem, "tau", "lambdas", "one of them");
    problem.read("tau", spec.tau);
    if (const json* found = problem.find("lambdas"))
        read_lambdas(*found, problem.place("lambdas"), spec.lambdas.emplace());
    if (const json* found = problem.find("betas")) read_betas(*found, problem.place("betas"), spec.betas);
    if (const json* found = problem.find("data")) {
        for (const char* key : {"inputs", "outputs", "steps", "test_steps", "noise", "seed"})
            refuse_together(problem, key, "data", "data alone, which have their own sizes");
        read_data(*found, problem.place("data"), folder, spec.data.emplace());
        return;
    }
    problem.read("inputs", spec.inputs);
    problem.read("outputs", spec.outputs);
    problem.read("steps", spec.steps);
    problem.read("test_steps", spec.test_steps);
    problem.read("noise", spec.noise);
    problem.read("seed", spec.seed);
}

void read_elman_start(const json& value, const JsonPlace& place, const Folder& folder, StartSpec& spec) {
    JsonObject start(value, place);
    for (const char* alone : {"x0", "weights"}) {
        if (start.find(alone) && value.size() > 1)
            place.fail(std::string("found ") + alone + " beside other keys; expected it alone");
    }
    refuse_together(start, "deviation", "around", "one of them");
    refuse_together(start, "deviation", "radius", "deviation alone, or radius and around");
    if (start.find("radius") && !start.find("around"))
        start.place("around").fail("is missing; expected the weights that radius is measured from");
    start.read("deviation", spec.deviation);
    start.read("radius", spec.radius);
    start.read("seed", spec.seed);
    if (const json* found = start.find("around"))
        spec.around = read_solution_source(*found, start.place("around"), folder);
    if (const json* found = start.find("x0"))
        spec.x0 = read_solution_source(*found, start.place("x0"), folder);
    if (const json* found = start.find("weights"))
        spec.weights = read_weights(*found, start.place("weights"), folder);
    start.finish();
}

void read_exactness(const json& value, const JsonPlace& place, ExactnessSpec& spec) {
    JsonObject exactness(value, place);
    for (const char* key : {"beta_min", "beta_max", "beta_count"})
        refuse_together(exactness, "betas", key, "a list or a range");
    if (const json* list = exactness.find("betas")) {
        const JsonPlace where = exactness.place("betas");
        if (!list->is_array() || list->empty()) where.fail(*list, "a list of penalty weights");
        for (std::size_t i = 0; i < list->size(); ++i) {
            const json& one = (*list)[i];
            PenaltyWeights& betas = spec.betas.emplace_back();
            if (one.is_number()) {
                betas.h = betas.u = betas.v = one.get<double>();
            } else {
                read_betas(one, where.item(i), betas);
            }
        }
    }
    exactness.read("beta_min", spec.beta_min);
    exactness.read("beta_max", spec.beta_max);
    exactness.read("beta_count", spec.beta_count);
    exactness.read("max_iterations", spec.max_iterations);
    exactness.finish();
}

Vector weights_from_json(const json& value, const JsonPlace& place) {
    JsonObject object(value, place);
    const auto matrix = [&](const char* key) { return json_matrix(object.required(key), object.place(key)); };
    const auto column = [&](const char* key) { return json_column(object.required(key), object.place(key)); };
    const Matrix A = matrix("A"), W = matrix("W"), V = matrix("V"), b = column("b"), c = column("c");
    const ElmanShape shape{W.rows(), V.cols(), A.rows()};
    const bool fits = W.cols() == shape.hidden && A.cols() == shape.hidden && V.rows() == shape.hidden &&
                      b.rows() == shape.hidden && c.rows() == shape.outputs && shape.hidden > 0;
    if (!fits) place.fail("found matrices whose shapes disagree; expected those of one network");
    Vector theta(shape.parameters());
    MutableWeights part = parts_of(shape, theta.data());
    part.A = A;
    part.W = W;
    part.V = V;
    part.b = b.col(0);
    part.c = c.col(0);
    return theta;
}

}  // namespace basin
