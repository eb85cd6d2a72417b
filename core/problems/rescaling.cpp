// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/rescaling.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace basin {

namespace {

/// e with 2^e <= value < 2^(e + 1), as far as 2^e and 2^-e are doubles with all their digits; 0 for 0, which
/// no unit changes.
int exponent_of(double value) {
    return value > 0 ? std::clamp(std::ilogb(value), -1000, 1000) : 0;
}

bool usual(int exponent) {
    return std::abs(exponent) <= usual_exponents;
}

double scaled(double value, int exponent) {
    return std::scalbn(value, exponent);
}

Matrix scaled(const Matrix& values, int exponent) {
    return values.unaryExpr([exponent](double value) { return std::scalbn(value, exponent); });
}

}  // namespace

std::shared_ptr<const RescaledProblem> rescale(const SoftmaxData& data) {
    const int keys = exponent_of(data.A1.largest_entry());
    const bool homogeneous = is_positively_homogeneous(data.activation);
    const auto largest = [](const auto& values) { return values.cwiseAbs().maxCoeff(); };
    const int values =
        homogeneous ? exponent_of(std::max({largest(data.A2), largest(data.b), largest(data.w)})) : 0;
    if (usual(keys) && usual(values)) return nullptr;
    SoftmaxData other = data;
    other.A1 = data.A1.times(scaled(1, -keys));
    other.A2 = scaled(data.A2, -values);
    other.b = scaled(Matrix(data.b), -values);
    other.w = scaled(Matrix(data.w), -values);
    auto rescaled = std::make_shared<RescaledProblem>();
    rescaled->lengths = Vector::Constant(data.A1.cols(), scaled(1, -keys));
    rescaled->exponent = 2 * values;
    rescaled->problem = std::make_unique<SoftmaxRegression>(std::move(other));
    return rescaled;
}

std::shared_ptr<const RescaledProblem> rescale(const ElmanTraining& training) {
    const ElmanSeries& series = training.series;
    const int targets = exponent_of(series.Y.cwiseAbs().maxCoeff());
    const int inputs = exponent_of(series.X.cwiseAbs().maxCoeff());
    if (usual(targets) && usual(inputs)) return nullptr;
    ElmanTraining other = training;
    other.series.X = scaled(series.X, -inputs);
    other.series.Y = scaled(series.Y, -targets);
    // lambda |theta|^2 / 2^(2 targets): A and c shrink with the targets, V grows with the inputs.
    other.lambdas.W = scaled(training.lambdas.W, -2 * targets);
    other.lambdas.b = scaled(training.lambdas.b, -2 * targets);
    other.lambdas.V = scaled(training.lambdas.V, -2 * (targets + inputs));
    // Lambdas that do not fit the targets rule L by themselves: the units given are the better ones then.
    const TikhonovWeights& lambdas = other.lambdas;
    if (std::max({lambdas.W, lambdas.b, lambdas.V}) > scaled(1, 2 * usual_exponents)) return nullptr;
    const ElmanShape shape = training.shape();
    auto rescaled = std::make_shared<RescaledProblem>();
    rescaled->lengths = Vector::Ones(shape.parameters());
    MutableWeights lengths = parts_of(shape, rescaled->lengths.data());
    lengths.A.setConstant(scaled(1, targets));
    lengths.c.setConstant(scaled(1, targets));
    lengths.V.setConstant(scaled(1, -inputs));
    rescaled->exponent = 2 * targets;
    rescaled->problem = std::make_unique<ElmanRnn>(std::move(other));
    return rescaled;
}

}  // namespace basin
