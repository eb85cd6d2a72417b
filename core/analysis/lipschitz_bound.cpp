// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lipschitz_bound.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>

#include "core/numeric/symmetric_eigen.h"

namespace basin {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
// Covers the rounding of the bound's own arithmetic.
constexpr double outward = 1 + 1e-10;

struct Derivatives {
    double first, second, third;
};

double sigmoid(double z) {
    return z < 0 ? std::exp(z) / (1 + std::exp(z)) : 1 / (1 + std::exp(-z));
}

Derivatives smooth_derivatives(Activation activation, double z) {
    const double s = sigmoid(z);
    const double v = s * (1 - s);
    const double t = std::tanh(z);
    switch (activation) {
        case Activation::tanh:
            return {1 - t * t, -2 * t * (1 - t * t), -2 * (1 - t * t) * (1 - 3 * t * t)};
        case Activation::sigmoid:
            return {v, v * (1 - 2 * s), v * (1 - 6 * v)};
        case Activation::softplus:
            return {s, v, v * (1 - 2 * s)};
        default:
            return {1, 0, 0};
    }
}

/// Where a derivative of a smooth activation can have an interior extremum, z >= 0; they are symmetric about
/// 0.
std::span<const double> stationary_points(Activation activation) {
    static const std::array at_tanh{0.0, std::atanh(1 / std::sqrt(3.0)), std::atanh(std::sqrt(2.0 / 3.0))};
    const auto logit = [](double s) { return std::log(s / (1 - s)); };
    // sigmoid: s = 1/2, 1/2 + sqrt(3)/6 (of h''), 1/2 + sqrt(1/6) (of h'''); softplus shares the first two.
    static const std::array at_sigmoid{0.0, logit(0.5 + std::sqrt(3.0) / 6), logit(0.5 + std::sqrt(1.0 / 6))};
    if (activation == Activation::tanh) return at_tanh;
    if (activation == Activation::sigmoid || activation == Activation::softplus) return at_sigmoid;
    return {};
}

DerivativeSuprema kinked_suprema(Activation activation, double low, double high) {
    if (low < 0 && high > 0) {
        const double first = 1;  // elu: exp(z) <= 1 below 0
        return {first, infinity, infinity};
    }
    if (low >= 0) return {1, 0, 0};
    if (activation == Activation::elu) {
        const double top = elu_alpha * std::exp(high);
        return {top, top, top};
    }
    return {activation == Activation::relu ? 0.0 : leaky_relu_slope, 0, 0};
}

double activation_value(Activation activation, double z) {
    double h = 0;
    activate(activation, std::span(&z, 1), std::span(&h, 1), {}, {});
    return h;
}

/// What one output i contributes: the range of z_i and bounds on the first three derivatives of x -> z_i(x).
struct OutputBounds {
    double low, high;   // range of z_i
    double Z1, Z2, Z3;  // |D^k z_i[v, ..., v]| for unit v
};

/// sup over unit v of |D^3 (1/2 c^2)[v, v, v]|, c = h(z) - b (math.md 1.4).
double third_derivative_bound(Activation activation, double b, const OutputBounds& o) {
    const auto [H1, H2, H3] = derivative_suprema(activation, o.low, o.high);
    const auto times = [](double factor, double x) { return x == 0 ? 0.0 : factor * x; };  // 0 infinity = 0
    // h is monotone, so |c| is largest at an end of the range.
    const double C = std::max(std::abs(activation_value(activation, o.low) - b),
                              std::abs(activation_value(activation, o.high) - b));
    const double of_c3 = times(H3, o.Z1 * o.Z1 * o.Z1) + times(H2, 3 * o.Z1 * o.Z2) + H1 * o.Z3;
    const double of_c2 = times(H2, o.Z1 * o.Z1) + H1 * o.Z2;
    return times(of_c3, C) + times(of_c2, 3 * H1 * o.Z1);
}

/// Largest distance between two rows, exact for few rows, else twice the largest distance from the mean.
double row_diameter(const Matrix& A1) {
    constexpr Index exact_rows = 1500;
    const Matrix centred = (A1.rowwise() - A1.colwise().mean()).transpose();
    if (A1.rows() > exact_rows) return 2 * std::sqrt(centred.colwise().squaredNorm().maxCoeff());
    double squared = 0;
    for (Index i = 1; i < centred.cols(); ++i) {
        squared = std::max(
            squared, (centred.leftCols(i).colwise() - centred.col(i)).colwise().squaredNorm().maxCoeff());
    }
    return std::sqrt(squared);
}

OutputBounds global_bounds(const Matrix& A2, Index i, double D) {
    const double low = A2.row(i).minCoeff();
    const double high = A2.row(i).maxCoeff();
    const double a = (high - low) / 2;
    return {low, high, a * D / 2, a * D * D / 2, 7.0 / 8.0 * a * D * D * D};
}

/// Moments at the centre of the ball and how far they can grow inside it.
struct BallMoments {
    Vector f;         // n, softmax weights at the centre
    Vector z;         // m
    double growth;    // f(x) <= growth f(centre) in the ball
    double variance;  // sup over unit v and the ball of Var_f(A1 v)
    double D;         // diameter of the rows of A1
};

BallMoments ball_moments(const SoftmaxData& data, const Vector& centre, double radius) {
    BallMoments moments;
    const Vector u = data.A1 * centre;
    moments.f = (u.array() - u.maxCoeff()).exp();
    moments.f /= moments.f.sum();
    moments.z = data.A2 * moments.f;
    const Vector mean = data.A1.transpose() * moments.f;
    const Matrix centred = data.A1.rowwise() - mean.transpose();
    const double reach = radius * std::sqrt(centred.rowwise().squaredNorm().maxCoeff());
    moments.growth = std::exp(reach);  // the normaliser cannot fall, by Jensen's inequality about the mean
    SymmetricEigen eigen;
    const Matrix covariance = centred.transpose() * moments.f.asDiagonal() * centred;
    eigen.compute(covariance, SymmetricEigen::Wanted::values);
    moments.variance = moments.growth * std::max(0.0, eigen.values().maxCoeff());
    moments.D = row_diameter(data.A1);
    return moments;
}

/// With X = A2_i and Y = A1 v under f: z' = Cov(X, Y), z'' = E[X~ Y~^2], z''' = E[X~ Y~^3] - 3 Cov(X, Y)
/// Var(Y).
OutputBounds ball_bounds(const Matrix& A2, Index i, double radius, const BallMoments& at,
                         const OutputBounds& all) {
    const auto X = A2.row(i).transpose().array();
    const double spread = std::sqrt(at.growth * (at.f.array() * (X - at.z(i)).square()).sum());
    OutputBounds ball = all;
    ball.Z1 = std::min(all.Z1, spread * std::sqrt(at.variance));
    ball.low = std::max(all.low, at.z(i) - ball.Z1 * radius);
    ball.high = std::min(all.high, at.z(i) + ball.Z1 * radius);
    const double reach = std::max(ball.high - all.low, all.high - ball.low);  // sup |X - E X|
    ball.Z2 = std::min(all.Z2, reach * at.variance);
    ball.Z3 = std::min(all.Z3, spread * at.D * at.D * std::sqrt(at.variance) + 3 * ball.Z1 * at.variance);
    return ball;
}

}  // namespace

DerivativeSuprema derivative_suprema(Activation activation, double low, double high) {
    if (activation == Activation::relu || activation == Activation::leaky_relu ||
        activation == Activation::elu) {
        return kinked_suprema(activation, low, high);
    }
    DerivativeSuprema suprema{0, 0, 0};
    const auto take = [&](double z) {
        const Derivatives at = smooth_derivatives(activation, z);
        suprema.first = std::max(suprema.first, std::abs(at.first));
        suprema.second = std::max(suprema.second, std::abs(at.second));
        suprema.third = std::max(suprema.third, std::abs(at.third));
    };
    take(low);
    take(high);
    for (const double z : stationary_points(activation)) {
        if (low < z && z < high) take(z);
        if (low < -z && -z < high) take(-z);
    }
    return suprema;
}

double hessian_lipschitz_bound(const SoftmaxData& data) {
    const double D = row_diameter(data.A1);
    double M = 0;
    for (Index i = 0; i < data.A2.rows(); ++i) {
        M += third_derivative_bound(data.activation, data.b(i), global_bounds(data.A2, i, D));
    }
    return M * outward;
}

double hessian_lipschitz_bound(const SoftmaxData& data, const Vector& centre, double radius) {
    const BallMoments moments = ball_moments(data, centre, radius);
    double M = 0;
    for (Index i = 0; i < data.A2.rows(); ++i) {
        const OutputBounds all = global_bounds(data.A2, i, moments.D);
        const OutputBounds ball = ball_bounds(data.A2, i, radius, moments, all);
        M += std::min(third_derivative_bound(data.activation, data.b(i), all),
                      third_derivative_bound(data.activation, data.b(i), ball));
    }
    return M * outward;
}

}  // namespace basin
