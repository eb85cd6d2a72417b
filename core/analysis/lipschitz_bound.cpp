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
// Likewise of a few operations, where nothing cancels.
constexpr double few_roundings = 8 * std::numeric_limits<double>::epsilon();

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

/// sup over unit v of |D^3 (1/2 c^2)[v, v, v]|, c = h(z) - b (mathematics.md 1.4).
double third_derivative_bound(Activation activation, double b, const OutputBounds& o) {
    const auto [H1, H2, H3] = derivative_suprema(activation, o.low, o.high);
    const auto times = [](double factor, double x) { return x == 0 ? 0.0 : factor * x; };  // 0 infinity = 0
    // h is monotone, so |c| is largest at an end of the range; its difference may cancel.
    const auto distance = [&](double z) {
        const double h = activation_value(activation, z);
        return std::abs(h - b) + few_roundings * (std::abs(h) + std::abs(b));
    };
    const double C = std::max(distance(o.low), distance(o.high));
    const double of_c3 = times(H3, o.Z1 * o.Z1 * o.Z1) + times(H2, 3 * o.Z1 * o.Z2) + H1 * o.Z3;
    const double of_c2 = times(H2, o.Z1 * o.Z1) + H1 * o.Z2;
    return times(of_c3, C) + times(of_c2, 3 * H1 * o.Z1);
}

/// Mean of the rows, each with its weight; the weights sum to 1.
Vector mean_row(const DesignMatrix& A1, const Vector& weights) {
    Vector mean;
    A1.transpose_times(weights, mean);
    return mean;
}

/// Largest distance between two rows, exact for small A1, else twice the largest distance from the mean.
double row_diameter(const DesignMatrix& A1) {
    constexpr Index exact_rows = 1500, exact_size = 4'000'000;
    const Vector mean = mean_row(A1, Vector::Constant(A1.rows(), 1 / static_cast<double>(A1.rows())));
    if (A1.rows() > exact_rows || (A1.is_sparse() && A1.size() > exact_size)) {
        return 2 * std::sqrt(A1.squared_distances(mean).maxCoeff());
    }
    const Matrix centred = (to_dense(A1).rowwise() - mean.transpose()).transpose();
    double squared = 0;
    for (Index i = 1; i < centred.cols(); ++i) {
        squared = std::max(
            squared, (centred.leftCols(i).colwise() - centred.col(i)).colwise().squaredNorm().maxCoeff());
    }
    return std::sqrt(squared);
}

/// From the range [low, high] of row i of A2 alone.
OutputBounds global_bounds(double low, double high, double D) {
    const double a = (high - low) / 2;
    return {low, high, a * D / 2, a * D * D / 2, 7.0 / 8.0 * a * D * D * D};
}

/// Moments in a ball, bounded by those at its centre.
struct BallMoments {
    double growth;    // f(x) <= growth f(centre) in the ball
    double variance;  // sup over unit v and the ball of Var_f(A1 v)
    double D;         // diameter of the rows of A1
    double radius;
};

/// sup over unit v of Var_f(A1 v), f summing to 1; about any point near the mean it is no smaller.
double largest_variance(const DesignMatrix& A1, const Vector& f, const Vector& mean) {
    Matrix covariance;
    double lost = static_cast<double>(A1.rows() + 4) * std::numeric_limits<double>::epsilon();
    if (A1.is_sparse()) {
        covariance = A1.weighted_gram(f);
        // What the subtraction of the mean cancels is lost in rounding: it stays in the bound.
        lost *= covariance.trace();
        covariance -= mean * mean.transpose();
    } else {
        covariance = DesignMatrix(A1.dense().rowwise() - mean.transpose()).weighted_gram(f);
        lost *= covariance.trace();
    }
    SymmetricEigen eigen;
    if (!eigen.compute(covariance, SymmetricEigen::Wanted::values)) return infinity;
    return std::max(0.0, eigen.values().maxCoeff()) * outward + lost;
}

/// With X = A2_i and Y = A1 v under f: z' = Cov(X, Y), z'' = E[X~ Y~^2], z''' = E[X~ Y~^3] - 3 Cov(X, Y)
/// Var(Y); z, known to z_error, and the variance of X are those at the centre.
OutputBounds ball_bounds(double z, double z_error, double variance_of_X, const BallMoments& at,
                         const OutputBounds& all) {
    const double spread = std::sqrt(at.growth * variance_of_X);
    OutputBounds ball = all;
    ball.Z1 = std::min(all.Z1, spread * std::sqrt(at.variance));
    const double off = ball.Z1 * at.radius + z_error;
    ball.low = std::max(all.low, z - off);
    ball.high = std::min(all.high, z + off);
    const double reach = std::max(ball.high - all.low, all.high - ball.low);  // sup |X - E X|
    ball.Z2 = std::min(all.Z2, reach * at.variance);
    ball.Z3 = std::min(all.Z3, spread * at.D * at.D * std::sqrt(at.variance) + 3 * ball.Z1 * at.variance);
    return ball;
}

}  // namespace

double hessian_lipschitz_bound(const SoftmaxData& data) {
    return BallLipschitzBound(data, Vector::Zero(data.A1.cols())).global();
}

BallLipschitzBound::BallLipschitzBound(const SoftmaxData& data, const Vector& centre)
    : activation_(data.activation),
      b_(data.b),
      low_(data.A2.rowwise().minCoeff()),
      high_(data.A2.rowwise().maxCoeff()),
      D_(row_diameter(data.A1)),
      global_(0) {
    for (Index i = 0; i < b_.size(); ++i) {
        global_ += outward * third_derivative_bound(activation_, b_[i], global_bounds(low_[i], high_[i], D_));
    }
    Vector f;
    data.A1.times(centre, f);
    f = (f.array() - f.maxCoeff()).exp();
    f /= f.sum();
    z_ = data.A2 * f;
    spread_ = (data.A2.colwise() - z_).array().square().matrix() * f;
    const Vector mean = mean_row(data.A1, f);
    reach_ = std::sqrt(data.A1.squared_distances(mean).maxCoeff());
    variance_ = largest_variance(data.A1, f, mean);
    // Rounding of the logits acts like a change of them, as a radius does.
    constexpr double unit = std::numeric_limits<double>::epsilon() / 2;
    const Vector origin = Vector::Zero(data.A1.cols());
    const double longest = std::sqrt(data.A1.squared_distances(origin).maxCoeff());
    logit_error_ = static_cast<double>(data.A1.cols() + 2) * unit * centre.norm() * longest + few_roundings;
    z_error_ = static_cast<double>(f.size() + 2) * unit * (data.A2.cwiseAbs() * f) +
               2 * logit_error_ * ((data.A2.colwise() - z_).cwiseAbs() * f);
}

double BallLipschitzBound::on_ball(double radius) const {
    // The normaliser cannot fall, by Jensen's inequality about the mean.
    const double growth = std::exp(radius * reach_ + 2 * logit_error_);
    const BallMoments moments{growth, growth * variance_, D_, radius};
    double M = 0;
    for (Index i = 0; i < b_.size(); ++i) {
        const OutputBounds all = global_bounds(low_[i], high_[i], D_);
        const OutputBounds ball = ball_bounds(z_[i], z_error_[i], spread_[i], moments, all);
        M += outward * std::min(third_derivative_bound(activation_, b_[i], all),
                                third_derivative_bound(activation_, b_[i], ball));
    }
    return M;
}

double HessianLipschitzBound::largest_radius(double limit) const {
    // r M(r) grows with r, and the global bound, where finite, holds for every r.
    const double surely = limit / global();
    if (std::isinf(surely)) return surely;
    const auto holds = [&](double r) { return r * on_ball(r) <= limit; };
    double low = surely, high = std::max(2 * surely, std::numeric_limits<double>::min());
    for (; holds(high); high *= 2) low = high;
    while (low > 0 && high > low * (1 + 1e-6)) {
        const double middle = low + (high - low) / 2;
        (holds(middle) ? low : high) = middle;
    }
    return low;
}

double hessian_lipschitz_bound(const SoftmaxData& data, const Vector& centre, double radius) {
    return BallLipschitzBound(data, centre).on_ball(radius);
}

}  // namespace basin
