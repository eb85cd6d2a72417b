// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/elman_gradient_sizes.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/numeric/random.h"
#include "core/problems/elman_sweep.h"

namespace basin {

namespace {

constexpr Index sweeps = 8;
constexpr std::uint64_t sweep_seed = 1;
constexpr double rounding = 2 * std::numeric_limits<double>::epsilon();  // 2^-51

/// F_ref: |y - mean y|/sqrt T; of constant targets |y|/sqrt T; not_applicable where all are 0.
double reference_of(const Matrix& Y) {
    const auto steps = static_cast<double>(Y.cols());
    const bool varies = (Y.colwise() - Y.col(0)).any();
    if (!varies && !Y.any()) return not_applicable;
    if (!varies) return Y.stableNorm() / std::sqrt(steps);
    const Vector mean = (Y / steps).rowwise().sum();
    return (Y.colwise() - mean).stableNorm() / std::sqrt(steps);
}

}  // namespace

ElmanGradientSizes::ElmanGradientSizes(const ElmanTraining& training)
    : training_(training),
      shape_(training.shape()),
      steps_(static_cast<double>(training.steps())),
      lambda_(training.lambdas.per_entry(shape_)),
      roots_(lambda_.cwiseSqrt()),
      signs_(shape_.outputs, sweeps * training.steps()),
      swept_(sweeps, 2 + shape_.inputs),
      reference_(reference_of(training.series.Y)) {
    RandomStream stream(sweep_seed);
    for (double& sign : entries(signs_)) sign = stream.uniform() < 0.5 ? -1 : 1;
}

bool ElmanGradientSizes::sweep(const ElmanSweepState& at) {
    const ConstWeights weights = weights_of(shape_, at.theta.data());
    const Index steps = at.H.cols(), hidden = shape_.hidden;
    for (Index k = 0; k < sweeps; ++k) {
        GH_.noalias() = weights.A.transpose() * signs_.middleCols(k * steps, steps);
        GU_.setZero(hidden, steps);
        if (!run_adjoint(at.Wt, at.slopes, GH_, GU_, Interruption::current())) return false;
        product_.noalias() = GU_ * at.regressors.transpose();
        swept_(k, 0) = product_.leftCols(hidden).stableNorm();
        for (Index j = 0; j <= shape_.inputs; ++j) swept_(k, 1 + j) = product_.col(hidden + j).stableNorm();
    }
    return true;
}

bool ElmanGradientSizes::output_jacobians(const ElmanSweepState& at, GradientSizes& sizes) {
    if (!sweep(at)) return false;
    const double outputs = std::sqrt(static_cast<double>(shape_.outputs));
    const Index hidden = shape_.hidden;
    sizes.parts.clear();
    const auto add = [&](Index size, double jacobian) {
        const Index first = sizes.parts.empty() ? 0 : sizes.parts.back().first + sizes.parts.back().size;
        sizes.parts.push_back({.first = first, .size = size, .jacobian = jacobian});
    };
    add(shape_.size_A(), outputs * at.H.stableNorm());
    for (Index j = 0; j < swept_.cols(); ++j)
        add(j == 0 ? hidden * hidden : hidden, swept_.col(j).stableNorm() / std::sqrt(double{sweeps}));
    add(shape_.outputs, outputs * std::sqrt(steps_));
    return true;
}

double ElmanGradientSizes::output_rounding(const ElmanSweepState& at) {
    const ConstWeights weights = weights_of(shape_, at.theta.data());
    terms_ = training_.series.Y.cwiseAbs();
    terms_.colwise() += weights.c.cwiseAbs();
    terms_ += weights.A.cwiseAbs().lazyProduct(at.H.cwiseAbs());
    return terms_.stableNorm();
}

bool ElmanGradientSizes::measure(const ElmanSweepState& at, GradientSizes& sizes) {
    if (!output_jacobians(at, sizes)) return false;
    const double root = std::sqrt(steps_);
    weighted_ = roots_.cwiseProduct(at.theta);
    sizes.residual = std::hypot(at.E.stableNorm() / root, weighted_.stableNorm());
    if (std::isnan(reference_)) reference_ = sizes.residual;
    sizes.reference = reference_;
    sizes.length = not_applicable;
    const double outputs = 2 / steps_ * output_rounding(at);
    bool finite = true;
    for (GradientPart& part : sizes.parts) {
        const double size = at.theta.segment(part.first, part.size).stableNorm();
        const double lambda = lambda_[part.first];  // the same for all entries of a part
        part.rounding = rounding * (part.jacobian * outputs + 2 * lambda * size);
        part.jacobian =
            std::hypot(part.jacobian / root, roots_[part.first] * std::sqrt(static_cast<double>(part.size)));
        part.scale = 2 * part.jacobian * (sizes.residual + sizes.reference);
        finite = finite && std::isfinite(part.scale) && std::isfinite(part.rounding);
    }
    return finite;
}

}  // namespace basin
