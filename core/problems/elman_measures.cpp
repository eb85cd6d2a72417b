// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/elman_measures.h"

#include <algorithm>
#include <cmath>

#include <Eigen/Eigenvalues>

#include "core/numeric/random.h"
#include "core/numeric/symmetric_eigen.h"
#include "core/problems/elman_sweep.h"

namespace basin {

namespace {

constexpr Index direction_count = 8;
constexpr std::uint64_t direction_seed = 1;
constexpr double near_share = 1e-3;      // of the largest |u|
constexpr double jump_tolerance = 1e-9;  // of the slopes themselves: their rounding over the series is below

double spectral_radius(const Matrix& W) {
    if (!W.allFinite()) return not_applicable;
    return Eigen::EigenSolver<Matrix>(W, false).eigenvalues().cwiseAbs().maxCoeff();
}

double spectral_norm(const Matrix& W) {
    Vector squares;
    symmetric_eigenvalues(W.transpose() * W, squares);
    return std::sqrt(std::max(0.0, squares[squares.size() - 1]));
}

}  // namespace

ElmanMeasures::ElmanMeasures(const ElmanTraining& training) : training_(training) {}

void ElmanMeasures::measure_errors(const Vector& theta, const Matrix& H, NetworkMeasures& measures) {
    const ConstWeights weights = weights_of(training_.shape(), theta.data());
    const ElmanSeries& series = training_.series;
    measures.spectral_radius = spectral_radius(weights.W);
    measures.recurrent_norm = spectral_norm(weights.W);
    if (series.test_steps() == 0) return;
    Matrix U = (weights.V * series.X_test).colwise() + weights.b;
    Matrix states(U.rows(), U.cols());
    run_network(training_.activation, weights.W, H.col(H.cols() - 1), U, states);
    measures.test_error = mean_square_error((weights.A * states).colwise() + weights.c, series.Y_test);
}

void ElmanMeasures::measure_kinks(const Matrix& U, NetworkMeasures& measures) {
    if (!training_.activation.kinked()) return;
    const double near = near_share * U.cwiseAbs().maxCoeff();
    measures.zeros = static_cast<double>((U.array() == 0).count());
    measures.near_zeros = static_cast<double>((U.array().abs() <= near).count());
    if (last_U_.size() == U.size()) {
        measures.kinks_crossed = static_cast<double>(((U.array() > 0) != (last_U_.array() > 0)).count());
    }
    last_U_ = U;
}

void ElmanMeasures::measure_multipliers(const Matrix& GH, NetworkMeasures& measures) const {
    const double last = GH.col(GH.cols() - 1).norm(), first = GH.col(0).norm();
    if (!(last > 0) || !(first > 0)) return;
    measures.multiplier_growth = std::pow(first / last, 1 / static_cast<double>(GH.cols() - 1));
}

void ElmanMeasures::measure_jumps(Evaluator& evaluator, const Vector& x, NetworkMeasures& measures) {
    if (!training_.activation.kinked()) return;
    measures.slope_jump = measures.nondifferentiable_share = 0;
    if (measures.zeros == 0) return;
    RandomStream stream(direction_seed);
    while (directions_.size() < direction_count) directions_.push_back(uniform_direction(stream, x.size()));
    Index jumps = 0;
    for (const Vector& direction : directions_) {
        double ahead = 0, behind = 0, second = 0;
        if (evaluator.directional_derivative(x, direction, ahead, second) != EvalStatus::ok) continue;
        if (evaluator.directional_derivative(x, -direction, behind, second) != EvalStatus::ok) continue;
        const double jump = std::abs(ahead + behind);
        measures.slope_jump = std::max(measures.slope_jump, jump);
        if (jump > jump_tolerance * std::max({1.0, std::abs(ahead), std::abs(behind)})) ++jumps;
    }
    measures.nondifferentiable_share = static_cast<double>(jumps) / direction_count;
}

}  // namespace basin
