// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/problem_json.h"

#include <algorithm>
#include <vector>

#include "core/io/data_json.h"
#include "core/io/formats/matrix_file.h"

namespace basin {

namespace {

using nlohmann::json;
using Folder = std::filesystem::path;

void read_data(JsonObject& problem, const Folder& folder, SoftmaxProblemSpec& spec) {
    const json* value = problem.find("data");
    if (!value) return;
    JsonObject data(*value, problem.place("data"));
    const auto read = [&](const char* key, const auto& read_one, auto& source) {
        if (const json* found = data.find(key)) source = read_one(*found, data.place(key), folder);
    };
    read("A1", read_design_source, spec.A1);
    read("A2", read_matrix_source, spec.A2);
    read("b", read_column_source, spec.b);
    read("w", read_column_source, spec.w);
    data.finish();
}

/// Sizes that were not written down follow from the data.
void follow_data(SoftmaxProblemSpec& spec) {
    SoftmaxInstanceSpec& sizes = spec.instance;
    if (spec.w) sizes.n = spec.w->value->rows();
    if (spec.b) sizes.m = spec.b->value->rows();
    if (spec.A2) {
        sizes.m = spec.A2->value->rows();
        sizes.n = spec.A2->value->cols();
    }
    if (spec.A1) {
        sizes.n = spec.A1->value->rows();
        sizes.d = spec.A1->value->cols();
        const DesignMatrix& A1 = *spec.A1->value;
        sizes.density = static_cast<double>(std::max<Index>(A1.entries(), 1)) /
                        (static_cast<double>(A1.rows()) * static_cast<double>(A1.cols()));
    }
}

void read_softmax_problem(JsonObject& problem, const Folder& folder, SoftmaxProblemSpec& spec) {
    read_data(problem, folder, spec);
    follow_data(spec);
    SoftmaxInstanceSpec& instance = spec.instance;
    problem.read("n", instance.n);
    problem.read("d", instance.d);
    problem.read("m", instance.m);
    problem.read("density", instance.density);
    read_name(problem, "activation", names_of(all_activations), parse_activation, instance.activation);
    problem.read("ridge", instance.ridge);
    problem.read("gain", instance.gain);
    problem.read("logit_scale", instance.logit_scale);
    problem.read("noise", instance.noise);
    problem.read("target_radius", instance.target_radius);
    problem.read("seed", instance.seed);
}

}  // namespace

MatrixSource read_matrix_source(const json& value, const JsonPlace& place, const Folder& folder) {
    return read_source<Matrix>(value, place, folder, json_matrix, read_matrix);
}

MatrixSource read_column_source(const json& value, const JsonPlace& place, const Folder& folder) {
    return read_source<Matrix>(value, place, folder, json_column, read_column);
}

DesignSource read_design_source(const json& value, const JsonPlace& place, const Folder& folder) {
    return read_source<DesignMatrix>(value, place, folder, json_matrix, read_design);
}

void read_problem(const json& value, const JsonPlace& place, const Folder& folder, ProblemSpec& spec) {
    JsonObject problem(value, place);
    std::string family = "softmax-regression";
    problem.read("family", family);
    if (family == "elman-rnn") {
        read_elman_problem(problem, folder, spec.emplace<ElmanProblemSpec>());
    } else if (family == "softmax-regression") {
        read_softmax_problem(problem, folder, spec.emplace<SoftmaxProblemSpec>());
    } else {
        problem.place("family").fail("found " + quote(family) +
                                     "; expected \"softmax-regression\" or \"elman-rnn\"");
    }
    problem.finish();
}

void read_start(const json& value, const JsonPlace& place, const Folder& folder, StartSpec& spec) {
    JsonObject start(value, place);
    start.read("radius", spec.radius);
    start.read("seed", spec.seed);
    if (const json* x0 = start.find("x0")) {
        if (value.size() > 1) place.fail("found x0 beside other keys; expected x0 alone, or radius and seed");
        spec.x0 = read_column_source(*x0, start.place("x0"), folder);
    }
    start.finish();
}

}  // namespace basin
