// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fstream>
#include <sstream>
#include <string>

#include "core/io/formats/csv.h"
#include "core/problems/elman_rnn.h"

namespace basin::test {

inline std::string rnn_fixture_text(const std::string& name) {
    std::ifstream file(BASIN_FIXTURES "/rnn/" + name + ".csv");
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

/// fixtures/rnn/NAME.csv, a matrix row per line.
inline Matrix rnn_fixture(const std::string& name) {
    return parse_csv_matrix(rnn_fixture_text(name), name);
}

inline Vector rnn_fixture_vector(const std::string& name) {
    const Matrix rows = rnn_fixture(name).transpose();
    return rows.reshaped();
}

inline TikhonovWeights rnn_fixture_lambdas() {
    const Vector l = rnn_fixture_vector("syn_lambda");
    return {l[0], l[1], l[2], l[3], l[4]};
}

/// Problem `syn` of the fixtures: Nh = 4, Nx = 5, Ny = 3, T = 8, relu.
inline ElmanTraining syn_training() {
    ElmanTraining training;
    training.hidden = 4;
    training.lambdas = rnn_fixture_lambdas();
    training.series = {rnn_fixture("syn_Xtrain").transpose(), rnn_fixture("syn_Ytrain").transpose(),
                       rnn_fixture("syn_Xtest").transpose(), rnn_fixture("syn_Ytest").transpose()};
    return training;
}

/// The start of the reference run.
inline Vector syn_start() {
    const ElmanShape shape{4, 5, 3};
    Vector theta(shape.parameters());
    MutableWeights part = parts_of(shape, theta.data());
    part.A = rnn_fixture("syn_A0");
    part.W = rnn_fixture("syn_W0");
    part.V = rnn_fixture("syn_V0");
    part.b = rnn_fixture_vector("syn_b0");
    part.c = rnn_fixture_vector("syn_c0");
    return theta;
}

/// A series of Nh = 3, Nx = 2, Ny = 2, T = 7 with regular values, for checks by differences.
inline ElmanTraining small_training(Activation activation, double alpha = 1) {
    ElmanTraining training;
    training.hidden = 3;
    training.activation = {.kind = activation, .alpha = alpha};
    training.lambdas = TikhonovWeights::from_tau(0.3, {3, 2, 2});
    training.series = generate_series({.teacher = {3, 2, 2}, .steps = 7, .noise = 0.3, .seed = 4}).series;
    return training;
}

}  // namespace basin::test
