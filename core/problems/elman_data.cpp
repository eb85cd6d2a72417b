// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/elman_data.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "core/numeric/check.h"
#include "core/numeric/random.h"

namespace basin {

namespace {

enum Stream : std::uint64_t { input_stream, teacher_stream, noise_stream, start_stream };

constexpr double constant_row = 1e-12;  // deviation, over the largest entry, up to which a row is constant

std::string count(Index number, const char* what) {
    return std::to_string(number) + " " + what;
}

void require_finite(const Matrix& series, const std::string& name) {
    for (Index t = 0; t < series.cols(); ++t) {
        for (Index i = 0; i < series.rows(); ++i) {
            if (std::isfinite(series(i, t))) continue;
            throw InputError(name, "time step " + std::to_string(t + 1) + ", column " +
                                       std::to_string(i + 1) + " is not finite; expected finite numbers");
        }
    }
}

void require_same_steps(const Matrix& X, const Matrix& Y, const std::string& name) {
    if (X.cols() == Y.cols()) return;
    throw InputError(name, "found " + count(Y.cols(), "time steps") + "; expected " +
                               std::to_string(X.cols()) + ", one for each of the inputs");
}

/// Centres and scales the rows of train and test alike.
void standardise_rows(Matrix& train, Matrix& test, Vector& means, Vector& scales) {
    means = scales = Vector(train.rows());
    for (Index i = 0; i < train.rows(); ++i) {
        const double mean = train.row(i).mean();
        const double deviation =
            std::sqrt((train.row(i).array() - mean).square().sum() / static_cast<double>(train.cols()));
        // A constant row deviates by the rounding of its mean.
        const bool varies = deviation > constant_row * train.row(i).cwiseAbs().maxCoeff();
        const double scale = varies ? 1 / deviation : 1;
        means[i] = mean;
        scales[i] = scale;
        train.row(i) = (train.row(i).array() - mean) * scale;
        if (test.cols() > 0) test.row(i) = (test.row(i).array() - mean) * scale;
    }
}

Matrix autoregressive_inputs(const ElmanSeriesSpec& spec) {
    RandomStream stream(spec.seed, input_stream);
    Matrix X(spec.teacher.inputs, spec.steps + spec.test_steps);
    fill_normal(stream, entries(X));
    const double fresh = std::sqrt(1 - spec.memory * spec.memory);
    for (Index t = 1; t < X.cols(); ++t) {
        for (Index i = 0; i < X.rows(); ++i) X(i, t) = spec.memory * X(i, t - 1) + fresh * X(i, t);
    }
    return X;
}

/// A x, added in a fixed order: a BLAS would round differently on other machines.
void add_product(const auto& A, const auto& x, Vector& y) {
    for (Index i = 0; i < A.rows(); ++i) {
        for (Index j = 0; j < A.cols(); ++j) y[i] += A(i, j) * x[j];
    }
}

Vector make_teacher(const ElmanSeriesSpec& spec) {
    Vector theta(spec.teacher.parameters());
    RandomStream stream(spec.seed, teacher_stream);
    for (double& weight : theta) weight = spec.deviation * stream.normal();
    MutableWeights weights = parts_of(spec.teacher, theta.data());
    const double norm = weights.W.cwiseAbs().colwise().sum().maxCoeff();
    if (norm > 0.9) weights.W *= 0.9 / norm;
    return theta;
}

Matrix teacher_outputs(const ElmanSeriesSpec& spec, const Vector& theta, const Matrix& X) {
    const ConstWeights weights = weights_of(spec.teacher, theta.data());
    const ElmanActivation activation{.kind = spec.activation};
    RandomStream noise(spec.seed, noise_stream);
    Matrix Y(spec.teacher.outputs, X.cols());
    Vector h = Vector::Zero(spec.teacher.hidden), u, v;
    for (Index t = 0; t < X.cols(); ++t) {
        u = weights.b;
        add_product(weights.W, h, u);
        add_product(weights.V, X.col(t), u);
        activation.apply(entries(std::as_const(u)), entries(h), {}, {});
        v = weights.c;
        add_product(weights.A, h, v);
        for (Index i = 0; i < v.size(); ++i) Y(i, t) = v[i] + spec.noise * noise.normal();
    }
    return Y;
}

}  // namespace

void ElmanSeries::validate() const {
    if (X.rows() < 1) throw InputError("inputs", "found no column; expected at least 1");
    if (Y.rows() < 1) throw InputError("targets", "found no column; expected at least 1");
    require_same_steps(X, Y, "targets");
    require_same_steps(X_test, Y_test, "test targets");
    if (X.cols() < 2) {
        throw InputError("series", "found " + count(X.cols(), "training steps") + "; expected at least 2");
    }
    if (test_steps() > 0 && (X_test.rows() != X.rows() || Y_test.rows() != Y.rows()))
        throw InputError("series", "test steps have other columns than training steps");
    require_finite(X, "inputs");
    require_finite(Y, "targets");
    require_finite(X_test, "test inputs");
    require_finite(Y_test, "test targets");
}

Index training_steps(Index all, double share) {
    require(share > 0 && share <= 1, "train", share, "0 < train <= 1");
    // A share such as 0.8 of 10 is 8 however the product rounds.
    const auto train = static_cast<Index>(std::floor(share * static_cast<double>(all) + 1e-9));
    if (train < 2 || (share < 1 && train == all)) {
        throw InputError("train", "found " + number_text(share) + ", which leaves " +
                                      count(train, "training steps and ") + count(all - train, "test steps") +
                                      "; expected at least 2 to train and, below 1, 1 to test");
    }
    return train;
}

ElmanSeries split_series(const Matrix& X, const Matrix& Y, double share) {
    require_same_steps(X, Y, "targets");
    const Index all = X.cols(), train = training_steps(all, share);
    return {X.leftCols(train), Y.leftCols(train), X.rightCols(all - train), Y.rightCols(all - train)};
}

SeriesScaling standardise(ElmanSeries& series) {
    SeriesScaling scaling;
    standardise_rows(series.X, series.X_test, scaling.X_mean, scaling.X_scale);
    standardise_rows(series.Y, series.Y_test, scaling.Y_mean, scaling.Y_scale);
    return scaling;
}

void ElmanSeriesSpec::validate() const {
    teacher.validate();
    ElmanActivation{.kind = activation}.validate();
    constexpr Index longest = 10'000'000;
    require(steps >= 2 && steps <= longest, "steps", steps, "2 <= steps <= 10000000");
    require(test_steps >= 0 && test_steps <= longest, "test_steps", test_steps,
            "0 <= test_steps <= 10000000");
    require(std::isfinite(noise) && noise >= 0, "noise", noise, "a finite value >= 0");
    require(memory >= 0 && memory < 1, "memory", memory, "0 <= memory < 1");
    require(std::isfinite(deviation) && deviation > 0, "deviation", deviation, "a finite value > 0");
}

GeneratedSeries generate_series(const ElmanSeriesSpec& spec) {
    spec.validate();
    const Matrix X = autoregressive_inputs(spec);
    GeneratedSeries made;
    made.teacher = make_teacher(spec);
    const Matrix Y = teacher_outputs(spec, made.teacher, X);
    made.series = {X.leftCols(spec.steps), Y.leftCols(spec.steps), X.rightCols(spec.test_steps),
                   Y.rightCols(spec.test_steps)};
    return made;
}

Vector random_weights(const ElmanShape& shape, double deviation, std::uint64_t seed) {
    Vector theta(shape.parameters());
    RandomStream stream(seed, start_stream);
    for (double& weight : theta) weight = deviation * stream.normal();
    MutableWeights weights = parts_of(shape, theta.data());
    weights.b.setZero();
    weights.c.setZero();
    return theta;
}

}  // namespace basin
