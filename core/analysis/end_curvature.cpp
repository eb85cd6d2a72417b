// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/end_curvature.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/analysis/point_curvature.h"
#include "core/numeric/conjugate_gradients.h"

namespace basin {

namespace {

/// The bend that is lost in the rounding of L over the length.
double invisible_bend(double objective, double length) {
    return 2 * std::numeric_limits<double>::epsilon() * std::abs(objective) / length / length;
}

/// Within which an eigenvalue cannot be told from 0. On a kink that of forming the Hessian of all pieces is
/// infinite; there the piece that x lies on counts, and one-sided slopes tell the rest.
double rounding_of(const PointCurvature& curvature, Index d) {
    if (std::isfinite(curvature.rounding())) return curvature.rounding();
    const double size = std::max(std::abs(curvature.smallest()), std::abs(curvature.largest()));
    return static_cast<double>(d) * std::numeric_limits<double>::epsilon() * size;
}

void judge_whole(const SymmetricEigen& eigen, const Vector& g, EndCurvature& found) {
    const Vector& values = eigen.values();
    found.soft_count = (values.array() <= found.rounding).count();
    found.softest = eigen.vectors().leftCols(std::max<Index>(1, found.soft_count));
    const Index rest = values.size() - found.soft_count;
    const Vector along = eigen.vectors().rightCols(rest).transpose() * g;
    const Vector step = along.cwiseQuotient(values.tail(rest));
    found.newton_step = step.stableNorm();
    found.step = eigen.vectors().rightCols(rest) * -step;
    found.newton_drop = 0.5 * along.dot(step);
}

/// Of the softest direction alone, and conjugate gradients where a bound is not enough.
void judge_ends(const Problem& problem, const PointCurvature& curvature, const Vector& x, const Vector& g,
                double enough, const std::stop_token& stop, EndCurvature& found) {
    found.softest = curvature.softest();
    const double least = found.smallest - found.error;
    // A Ritz value is never below the eigenvalue: what its error leaves possible may be 0.
    found.soft_count = least <= found.rounding ? 1 : 0;
    Vector rest = g, step;
    if (found.soft_count > 0) rest -= found.softest.col(0).dot(g) * found.softest.col(0);
    const double bound = found.soft_count > 0 ? std::numeric_limits<double>::infinity() : g.norm() / least;
    found.newton_step = bound;
    if (bound <= enough) {
        found.newton_drop = 0.5 * g.norm() * bound;
        return;
    }
    const auto evaluator = problem.evaluator();
    const SymmetricProduct product = [&](const Vector& v, Vector& out) {
        return !stop.stop_requested() && evaluator->hessian_product(x, v, out) == EvalStatus::ok;
    };
    if (!conjugate_gradients(product, rest, {.tolerance = 1e-3, .iterations = 2 * x.size()}, step)) return;
    // What is left of g may hide a soft direction; that of the Ritz value bounds it.
    const double missed = found.soft_count > 0 ? 0 : 1e-3 * rest.norm() / least;
    found.newton_step = std::min(bound, step.norm() + missed);
    found.step = -step;
    found.newton_drop = 0.5 * (rest.dot(step) + 1e-3 * rest.norm() * missed);
}

}  // namespace

std::optional<EndCurvature> measure_end_curvature(const Problem& problem, const Vector& x, double objective,
                                                  const Vector& g, double length, double enough,
                                                  const std::stop_token& stop) {
    const PointCurvature curvature(problem, x, stop);
    if (!curvature.known()) return std::nullopt;
    EndCurvature found;
    found.smallest = curvature.smallest();
    found.largest = curvature.largest();
    found.error = curvature.error();
    found.rounding = std::max(rounding_of(curvature, x.size()), invisible_bend(objective, length));
    if (const SymmetricEigen* whole = curvature.whole()) {
        judge_whole(*whole, g, found);
    } else {
        judge_ends(problem, curvature, x, g, enough, stop, found);
    }
    return found;
}

}  // namespace basin
