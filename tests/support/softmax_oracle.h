// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/problems/softmax_regression.h"

namespace basin::test {

/// One case of fixtures/softmax_oracle.json, computed there with 50 digits.
struct OracleCase {
    std::string name;
    SoftmaxData data;
    Vector x;  // d
    double value = 0;
    Vector gradient;        // d
    Matrix hessian;         // d x d
    Vector newton_iterate;  // d, x - H^{-1} g
};

inline double number(const nlohmann::json& json) {
    return json.is_string() ? std::stod(json.get<std::string>()) : json.get<double>();
}

inline Vector vector_of(const nlohmann::json& json) {
    Vector v(static_cast<Index>(json.size()));
    for (Index i = 0; i < v.size(); ++i) v[i] = number(json[static_cast<std::size_t>(i)]);
    return v;
}

inline Matrix matrix_of(const nlohmann::json& json) {
    Matrix A(static_cast<Index>(json.size()), static_cast<Index>(json[0].size()));
    for (Index i = 0; i < A.rows(); ++i) A.row(i) = vector_of(json[static_cast<std::size_t>(i)]);
    return A;
}

inline std::vector<OracleCase> softmax_oracle() {
    std::ifstream file(BASIN_FIXTURES "/softmax_oracle.json");
    const nlohmann::json oracle = nlohmann::json::parse(file);
    std::vector<OracleCase> cases;
    for (const auto& json : oracle.at("cases")) {
        OracleCase c;
        c.data = {matrix_of(json.at("A1")), matrix_of(json.at("A2")), vector_of(json.at("b")),
                  vector_of(json.at("w")), *parse_activation(json.at("activation").get<std::string>())};
        c.name = json.at("activation").get<std::string>() + " n=" + std::to_string(c.data.A1.rows()) +
                 " d=" + std::to_string(c.data.A1.cols()) + " m=" + std::to_string(c.data.A2.rows());
        c.x = vector_of(json.at("x"));
        c.value = number(json.at("value"));
        c.gradient = vector_of(json.at("gradient"));
        c.hessian = matrix_of(json.at("hessian"));
        c.newton_iterate = vector_of(json.at("newton_step"));
        cases.push_back(std::move(c));
    }
    return cases;
}

}  // namespace basin::test
