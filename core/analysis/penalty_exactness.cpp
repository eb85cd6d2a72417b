// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/penalty_exactness.h"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <utility>

#include "core/numeric/parallel.h"
#include "core/solvers/piecewise_affine/affine_stepper.h"

namespace basin {

namespace {

constexpr double touching = 1 - 1e-6;  // of beta: to what a step's multipliers are computed

double largest_column_sum(const auto& matrix) {
    return matrix.cwiseAbs().colwise().sum().maxCoeff();
}

/// log10 of sum_{k<T} q^k without overflow.
double log10_geometric_sum(double q, double T) {
    if (q == 0) return 0;
    if (std::isinf(q)) return q;
    if (std::abs(q - 1) < 1e-12) return std::log10(T);
    if (q < 1) return std::log10((1 - std::pow(q, T)) / (1 - q));
    // q^T (1 - q^-T) / (q - 1)
    return T * std::log10(q) + std::log10((1 - std::pow(q, -T)) / (q - 1));
}

PenaltyThresholds from_norms(const ElmanTraining& training, double G, double A, double W) {
    const double Ls = training.activation.lipschitz();
    const double states = std::log10(G) + std::log10(A) + std::log10(std::max(1.0, Ls)) +
                          log10_geometric_sum(Ls * W, static_cast<double>(training.steps()));
    return {states, states, std::log10(G)};
}

}  // namespace

bool PenaltyThresholds::is_known() const {
    return !std::isnan(log10_h) && !std::isnan(log10_u) && !std::isnan(log10_v);
}

bool PenaltyThresholds::exceeded_by(const PenaltyWeights& betas) const {
    return !is_capped() && std::log10(betas.h) > log10_h && std::log10(betas.u) > log10_u &&
           std::log10(betas.v) > log10_v;
}

PenaltyThresholds thresholds_a_priori(const ElmanTraining& training, double level) {
    const auto hidden = static_cast<double>(training.hidden);
    const auto outputs = static_cast<double>(training.series.Y.rows());
    // |M|_1 <= sqrt(rows) |M|_F.
    const double G = 2 * std::sqrt(level / static_cast<double>(training.steps()));
    return from_norms(training, G, std::sqrt(outputs * level / training.lambdas.A),
                      std::sqrt(hidden * level / training.lambdas.W));
}

PenaltyThresholds thresholds_at_point(const ElmanTraining& training, const Vector& z) {
    const LiftedLayout layout = lifted_layout(training);
    const ConstWeights weights = weights_of(layout.shape, z.data());
    const double G = 2 / static_cast<double>(layout.steps) *
                     (states_of(layout, z).v - training.series.Y).cwiseAbs().maxCoeff();
    return from_norms(training, G, largest_column_sum(weights.A), largest_column_sum(weights.W));
}

PenaltyThresholds thresholds_a_posteriori(const PenaltyRnn& problem, const Vector& z, double rho,
                                          bool rows_give_way) {
    const PiecewiseAffineOptions options;
    AffineStepper stepper(problem, options, {}, {.rows_give_way = rows_give_way});
    if (!stepper.start(z)) return {};
    stepper.choose_signs();
    if (!stepper.find_step(rho)) return {};
    const ConstStates y = row_parts(problem.layout(), stepper.step().y);
    const double h = y.h.lpNorm<Eigen::Infinity>(), u = y.u.lpNorm<Eigen::Infinity>(),
                 v = y.v.lpNorm<Eigen::Infinity>();
    const PenaltyWeights& betas = problem.betas();
    return {std::log10(h),           std::log10(u),           std::log10(v),
            h >= touching * betas.h, u >= touching * betas.u, v >= touching * betas.v};
}

std::vector<ExactnessPoint> exactness_curve(const std::shared_ptr<const ElmanTraining>& training,
                                            const Vector& theta, std::span<const PenaltyWeights> betas,
                                            const SolverOptions& options,
                                            const PiecewiseAffineOptions& affine, const ExactnessSink& finish,
                                            std::stop_token stop) {
    std::vector<ExactnessPoint> curve(betas.size());
    for (std::size_t i = 0; i < betas.size(); ++i) curve[i].betas = betas[i];
    std::mutex mutex;
    const Vector start = lift(*training, theta);
    const PiecewiseAffine solver(options, affine);
    parallel_for(static_cast<Index>(betas.size()), hardware_threads(), stop, [&](Index i) {
        ExactnessPoint& point = curve[static_cast<std::size_t>(i)];
        const PenaltyRnn problem(training, point.betas);
        const SolveResult result = solver.solve(problem, start, {}, stop);
        Vector rows;
        residuals(*training, result.x, rows);
        const ConstStates r = row_parts(problem.layout(), std::as_const(rows));
        point.violation_h = r.h.lpNorm<1>();
        point.violation_u = r.u.lpNorm<1>();
        point.violation_v = r.v.lpNorm<1>();
        point.objective = result.objective;
        point.termination = result.termination;
        if (!finish || stop.stop_requested()) return;
        const std::lock_guard lock(mutex);
        finish(static_cast<std::size_t>(i), point);
    });
    return curve;
}

}  // namespace basin
