// SPDX-License-Identifier: GPL-3.0-or-later
#include <variant>

#include "core/io/problem_json.h"

namespace basin {

namespace {

using nlohmann::ordered_json;
using Folder = std::filesystem::path;

ordered_json inline_values(const Matrix& value, bool column) {
    ordered_json list = ordered_json::array();
    for (Index i = 0; i < value.rows(); ++i) {
        if (column) {
            list.push_back(value(i, 0));
            continue;
        }
        ordered_json row = ordered_json::array();
        for (Index j = 0; j < value.cols(); ++j) row.push_back(value(i, j));
        list.push_back(std::move(row));
    }
    return list;
}

/// Sparse values that came from no file are few.
ordered_json inline_values(const DesignMatrix& value, bool column) {
    return value.is_sparse() ? inline_values(to_dense(value), column) : inline_values(value.dense(), column);
}

std::string file_name(const Folder& file, const Folder& base) {
    const auto relative = base.empty() ? file : file.lexically_relative(base);
    return (relative.empty() ? file : relative).string();
}

template <class Values>
ordered_json source_json(const DataSource<Values>& source, bool column, const std::filesystem::path& base) {
    if (source.file.empty()) return inline_values(*source.value, column);
    return file_name(source.file, base);
}

ordered_json softmax_json(const SoftmaxProblemSpec& problem, const std::filesystem::path& base) {
    const SoftmaxInstanceSpec& instance = problem.instance;
    ordered_json json{{"family", "softmax-regression"},
                      {"n", instance.n},
                      {"d", instance.d},
                      {"m", instance.m},
                      {"density", instance.density},
                      {"activation", to_string(instance.activation)},
                      {"ridge", instance.ridge},
                      {"gain", instance.gain},
                      {"logit_scale", instance.logit_scale},
                      {"noise", instance.noise},
                      {"target_radius", instance.target_radius},
                      {"seed", instance.seed}};
    if (problem.A1) json["data"]["A1"] = source_json(*problem.A1, false, base);
    if (problem.A2) json["data"]["A2"] = source_json(*problem.A2, false, base);
    if (problem.b) json["data"]["b"] = source_json(*problem.b, true, base);
    if (problem.w) json["data"]["w"] = source_json(*problem.w, true, base);
    return json;
}

ordered_json table_json(const DataSource<SeriesTable>& source, const Folder& base) {
    if (!source.file.empty()) return file_name(source.file, base);
    return {{"columns", source.value->columns}, {"values", inline_values(source.value->values, false)}};
}

ordered_json data_json(const ElmanDataSpec& data, const Folder& base) {
    ordered_json json;
    if (data.table) {
        json["table"] = table_json(*data.table, base);
        json["targets"] = data.target_columns;
        json["index"] = data.index;
    } else {
        json["inputs"] = source_json(*data.inputs, false, base);
        json["targets"] = source_json(*data.targets, false, base);
    }
    json["train"] = data.train;
    json["standardise"] = data.standardise;
    return json;
}

ordered_json betas_json(const PenaltyWeights& betas) {
    return {{"h", betas.h}, {"u", betas.u}, {"v", betas.v}};
}

ordered_json elman_json(const ElmanProblemSpec& problem, const Folder& base) {
    ordered_json json{
        {"family", "elman-rnn"}, {"hidden", problem.hidden}, {"activation", to_string(problem.activation)}};
    if (const auto& l = problem.lambdas) {
        json["lambdas"] = {{"A", l->A}, {"W", l->W}, {"V", l->V}, {"b", l->b}, {"c", l->c}};
    } else {
        json["tau"] = problem.tau;
    }
    json["betas"] = betas_json(problem.betas);
    if (problem.data) {
        json["data"] = data_json(*problem.data, base);
        return json;
    }
    json["inputs"] = problem.inputs;
    json["outputs"] = problem.outputs;
    json["steps"] = problem.steps;
    json["test_steps"] = problem.test_steps;
    json["noise"] = problem.noise;
    json["seed"] = problem.seed;
    return json;
}

ordered_json weights_json(const WeightsSource& weights, const Folder& base) {
    return {{"A", source_json(weights.A, false, base)},
            {"W", source_json(weights.W, false, base)},
            {"V", source_json(weights.V, false, base)},
            {"b", source_json(weights.b, true, base)},
            {"c", source_json(weights.c, true, base)}};
}

}  // namespace

ordered_json problem_to_json(const ProblemSpec& problem, const Folder& base) {
    if (const auto* elman = std::get_if<ElmanProblemSpec>(&problem)) return elman_json(*elman, base);
    return softmax_json(std::get<SoftmaxProblemSpec>(problem), base);
}

ordered_json start_to_json(const StartSpec& start, bool recurrent, const Folder& base) {
    if (start.x0) return {{"x0", source_json(*start.x0, true, base)}};
    if (!recurrent) return {{"radius", start.radius}, {"seed", start.seed}};
    if (start.weights) return {{"weights", weights_json(*start.weights, base)}};
    if (!start.around) return {{"deviation", start.deviation}, {"seed", start.seed}};
    return {
        {"radius", start.radius}, {"around", source_json(*start.around, true, base)}, {"seed", start.seed}};
}

ordered_json exactness_to_json(const ExactnessSpec& exactness) {
    ordered_json json;
    for (const PenaltyWeights& betas : exactness.betas) json["betas"].push_back(betas_json(betas));
    if (exactness.betas.empty()) {
        json["beta_min"] = exactness.beta_min;
        json["beta_max"] = exactness.beta_max;
        json["beta_count"] = exactness.beta_count;
    }
    json["max_iterations"] = exactness.max_iterations;
    return json;
}

ordered_json weights_to_json(const ElmanShape& shape, const Vector& theta) {
    const ConstWeights part = weights_of(shape, theta.data());
    return {{"A", inline_values(Matrix(part.A), false)},
            {"W", inline_values(Matrix(part.W), false)},
            {"V", inline_values(Matrix(part.V), false)},
            {"b", inline_values(Matrix(part.b), true)},
            {"c", inline_values(Matrix(part.c), true)}};
}

}  // namespace basin
