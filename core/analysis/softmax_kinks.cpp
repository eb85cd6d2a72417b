// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/softmax_kinks.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "core/analysis/arrival.h"
#include "core/numeric/linear_inequalities.h"
#include "core/numeric/products.h"
#include "core/problems/gradient_sizes.h"

namespace basin {

namespace {

// Of S (mathematics.md 1.6): x solves its equations to rounding, and the slopes follow.
constexpr double slope_tolerance = 1e-9;
// What z_i may be off by, in units of its terms (mathematics.md 1.4).
constexpr double z_rounding = 0x1p-48;
// Nearer to its kink than this share of its value, and an output may be on it.
constexpr double near_share = 0.1;

/// The gradient without the outputs on their kinks, their own gradients K (kinks x d), the size S of the
/// whole and what of it counts as 0.
struct KinkGradient {
    Vector smooth;
    Matrix K;
    double scale = 0, tolerance = 0;

    KinkGradient(const SoftmaxRegression& problem, const Vector& x, const std::vector<Index>& kinks) {
        const SoftmaxData& data = problem.data();
        const SoftmaxOutputs at(problem, x);
        K = at.slopes(kinks);
        const Vector none = Vector::Zero(std::ssize(kinks));
        double value = 0;
        piece_with(data, slopes_at(data.activation, at.z, kinks, none))
            .evaluator()
            ->gradient(x, value, smooth);
        GradientSizes sizes;
        if (problem.evaluator()->gradient_sizes(x, sizes) != EvalStatus::ok) return;
        scale = sizes.parts.front().scale;
        tolerance = std::max(slope_tolerance * scale, sizes.parts.front().rounding);
    }
};

}  // namespace

bool has_kink(Activation activation) {
    return info_of(activation).kinked();
}

double left_slope(Activation activation) {
    return info_of(activation).left_slope;
}

SoftmaxOutputs::SoftmaxOutputs(const SoftmaxRegression& problem, const Vector& x)
    : centred_(problem.centred()) {
    centred_.keys().times(x, f);
    const double largest = f.maxCoeff(&heaviest_);
    f = (f.array() - largest).exp();
    f /= f.sum();
    multiply(centred_.values(), f, centred_z_);
    z = centred_z_;
    if (centred_.value_offset().size() > 0) z += centred_.value_offset();
}

Matrix SoftmaxOutputs::slopes(const std::vector<Index>& chosen) const {
    Matrix K(std::ssize(chosen), centred_.keys().cols());
    Vector row;
    for (std::size_t k = 0; k < chosen.size(); ++k) {
        const Index i = chosen[k];
        Vector weighted = f.array() * (centred_.values().row(i).transpose().array() - centred_z_[i]);
        // Their sum is 0; that of the largest weight follows from the others.
        weighted[heaviest_] = 0;
        weighted[heaviest_] = -weighted.sum();
        centred_.keys().transpose_times(weighted, row);
        K.row(static_cast<Index>(k)) = row;
    }
    return K;
}

Vector SoftmaxOutputs::change(const Vector& step) const {
    Vector weighted, change;
    centred_.keys().times(step, weighted);
    weighted = f.array() * (weighted.array() - f.dot(weighted));
    multiply(centred_.values(), weighted, change);
    return change;
}

Vector SoftmaxOutputs::slope_bounds() const {
    Vector mean;
    centred_.keys().transpose_times(f, mean);
    const Vector weighted = f.array() * centred_.keys().squared_distances(mean).array().sqrt();
    Vector bounds(z.size());
    for (Index i = 0; i < bounds.size(); ++i)
        bounds[i] = 2 * (centred_.values().row(i).array() - centred_z_[i]).abs().matrix().dot(weighted);
    return bounds;
}

SoftmaxRegression piece_with(const SoftmaxData& data, const Vector& slopes) {
    SoftmaxData piece = data;
    piece.A2 = slopes.asDiagonal() * data.A2;
    piece.activation = Activation::identity;
    return SoftmaxRegression(std::move(piece));
}

Vector slopes_at(Activation activation, const Vector& z, const std::vector<Index>& kinks,
                 const Vector& on_kinks) {
    Vector slopes = z.unaryExpr([&](double entry) { return entry > 0 ? 1.0 : left_slope(activation); });
    for (std::size_t k = 0; k < kinks.size(); ++k) slopes[kinks[k]] = on_kinks[static_cast<Index>(k)];
    return slopes;
}

std::vector<Index> kinks_in_reach(const SoftmaxRegression& problem, const Vector& x, const Vector& step) {
    const SoftmaxData& data = problem.data();
    std::vector<Index> varying, near;
    for (Index i = 0; i < data.A2.rows(); ++i) {
        if (data.A2.row(i).maxCoeff() > data.A2.row(i).minCoeff()) varying.push_back(i);
    }
    if (varying.empty()) return near;
    const SoftmaxOutputs at(problem, x);
    const Vector moved =
        step.size() > 0 && step.allFinite() ? at.change(step) : Vector(Vector::Zero(at.z.size()));
    const double length = point_length(problem, x);
    const Vector loose = at.slope_bounds();
    for (const Index i : varying) {
        const double z = at.z[i], there = z + moved[i];
        const double terms = data.A2.row(i).cwiseAbs().dot(at.f);
        // The gradient of z_i itself is worth its product with A1 only where a bound on it leaves it open.
        const bool far = std::abs(z) > z_rounding * (terms + loose[i] * length);
        const bool crosses = z > 0 ? there <= near_share * z : there >= near_share * z;
        if (crosses || (!far && std::abs(z) <= z_rounding * (terms + at.slopes({i}).norm() * length)))
            near.push_back(i);
    }
    return near;
}

Stationarity test_stationarity(const SoftmaxRegression& problem, const Vector& x,
                               const std::vector<Index>& kinks) {
    const SoftmaxData& data = problem.data();
    const KinkGradient at(problem, x, kinks);
    const auto count = static_cast<Index>(kinks.size());
    const auto piece_of = [&](std::uint32_t pattern) {
        Piece piece{at.smooth, at.K};
        for (Index i = 0; i < count; ++i) {
            const bool right = (pattern >> i & 1U) != 0;
            const double slope = right ? 1 : left_slope(data.activation);
            piece.gradient -= data.b[kinks[static_cast<std::size_t>(i)]] * slope * at.K.row(i).transpose();
            if (!right) piece.cone.row(i) *= -1;
        }
        return piece;
    };
    Stationarity result = test_stationarity(count, piece_of, at.tolerance);
    // Sufficient for any number of kinks that bend upwards: the slopes lie in the subdifferential.
    if (count > most_kinks && balancing_slopes(problem, x, kinks, 0)) result.answer = Answer::yes;
    show_descent(problem, x, result);
    return result;
}

std::optional<Vector> balancing_slopes(const SoftmaxRegression& problem, const Vector& x,
                                       const std::vector<Index>& kinks, double slack) {
    const SoftmaxData& data = problem.data();
    const KinkGradient at(problem, x, kinks);
    const Index d = x.size(), count = std::ssize(kinks);
    const double low = left_slope(data.activation), range = 1 - low - 2 * slack;
    // slope = low + slack + nu with nu >= 0 and nu + rest = range, rest >= 0: least squares in (nu, rest).
    Matrix generators = Matrix::Zero(d + count, 2 * count);
    Vector target(d + count);
    target.head(d) = -at.smooth;
    const double unit = std::max(at.scale, std::numeric_limits<double>::min());
    for (Index k = 0; k < count; ++k) {
        const double curvature = -data.b[kinks[static_cast<std::size_t>(k)]];
        if (curvature < 0) return std::nullopt;
        generators.col(k).head(d) = curvature * at.K.row(k).transpose();
        target.head(d) -= (low + slack) * generators.col(k).head(d);
        generators(d + k, k) = generators(d + k, count + k) = unit;
        target[d + k] = range * unit;
    }
    const Vector found = nonnegative_least_squares(generators, target);
    if (!((generators * found - target).norm() <= at.tolerance)) return std::nullopt;
    Vector slopes = found.head(count).array() + low + slack;
    for (Index k = 0; k < count; ++k) {
        if (data.b[kinks[static_cast<std::size_t>(k)]] == 0) slopes[k] = low;
    }
    return slopes;
}

}  // namespace basin
