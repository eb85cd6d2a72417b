// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/point_curvature.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/analysis/softmax_rounding.h"
#include "core/numeric/conjugate_gradients.h"
#include "core/numeric/spectrum_ends.h"
#include "core/problems/softmax_regression.h"

namespace basin {

namespace {

constexpr double unit_roundoff = std::numeric_limits<double>::epsilon();

/// What rounding leaves open of the eigenvalues of the Hessian at x, the largest of absolute value `size`.
double rounding_at(const Problem& problem, const Vector& x, double size) {
    const double of_solver = static_cast<double>(x.size()) * unit_roundoff * size;
    const SoftmaxRegression* softmax = problem.structure().softmax;
    return of_solver + (softmax ? hessian_rounding(softmax->centred(), x) : of_solver);
}

}  // namespace

PointCurvature::PointCurvature(const Problem& problem, const Vector& x, const std::stop_token& stop)
    : problem_(&problem), x_(x), stop_(stop) {
    const auto evaluator = problem.evaluator();
    if (x.size() <= dense_dimension) {
        measure_whole(*evaluator);
    } else {
        measure_ends(*evaluator);
    }
    if (known_) rounding_ = rounding_at(problem, x, std::max(std::abs(smallest_), std::abs(largest_)));
}

void PointCurvature::measure_whole(Evaluator& evaluator) {
    Matrix H;
    if (evaluator.hessian(x_, H) != EvalStatus::ok || !eigen_.compute(H)) return;
    known_ = true;
    smallest_ = eigen_.values()[0];
    largest_ = eigen_.values()[x_.size() - 1];
    error_ = 0;
    softest_ = eigen_.vectors().col(0);
}

void PointCurvature::measure_ends(Evaluator& evaluator) {
    const SymmetricProduct product = [&](const Vector& v, Vector& out) {
        return !stop_.stop_requested() && evaluator.hessian_product(x_, v, out) == EvalStatus::ok;
    };
    const auto ends = spectrum_ends(product, x_.size(), {.ends = 1, .tolerance = 1e-4, .restarts = 100});
    if (!ends) return;
    known_ = true;
    smallest_ = ends->values[0];
    largest_ = ends->values[1];
    error_ = ends->errors[0];
    softest_ = ends->vectors.col(0);
}

bool PointCurvature::newton_step(const Vector& g, Vector& step) const {
    if (!known_) return false;
    if (x_.size() <= dense_dimension) {
        const Vector along = eigen_.vectors().transpose() * g;
        step = eigen_.vectors() * along.cwiseQuotient(eigen_.values());
        return step.allFinite();
    }
    if (!(smallest_ - error_ > 0)) return false;
    const auto evaluator = problem_->evaluator();
    const SymmetricProduct product = [&](const Vector& v, Vector& out) {
        return !stop_.stop_requested() && evaluator->hessian_product(x_, v, out) == EvalStatus::ok;
    };
    return conjugate_gradients(product, g, {.tolerance = 1e-8, .iterations = 2 * x_.size()}, step);
}

}  // namespace basin
