// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/end_curvature.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/numeric/spectrum_ends.h"
#include "core/numeric/symmetric_eigen.h"

namespace basin {

namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();
// Above this no Hessian is formed.
constexpr Index dense_dimension = 1000;
// Of the conjugate gradients that sharpen a bound.
constexpr Index most_products = 500;

/// The bend that is lost in the rounding of L over the length.
double invisible_bend(double objective, double length) {
    return 2 * epsilon * std::abs(objective) / length / length;
}

std::optional<EndCurvature> measure_whole(Evaluator& evaluator, const Vector& x, const Vector& g,
                                          double invisible) {
    Matrix H;
    SymmetricEigen eigen;
    if (evaluator.hessian(x, H) != EvalStatus::ok || !eigen.compute(H)) return std::nullopt;
    const Vector& values = eigen.values();
    const Index d = values.size();
    EndCurvature found;
    found.smallest = values[0];
    found.largest = values[d - 1];
    found.error = 0;
    found.rounding = std::max(static_cast<double>(d) * epsilon * values.cwiseAbs().maxCoeff(), invisible);
    found.soft_count = (values.array() <= found.rounding).count();
    found.softest = eigen.vectors().leftCols(std::max<Index>(1, found.soft_count));
    const Index rest = d - found.soft_count;
    const Vector along = eigen.vectors().rightCols(rest).transpose() * g;
    const Vector step = along.cwiseQuotient(values.tail(rest));
    found.newton_step = step.stableNorm();
    found.newton_drop = 0.5 * along.dot(step);
    return found;
}

/// Conjugate gradients for H p = g in place of the bounds, until what is left of g can no longer move p by
/// more than a tenth; `least` is the smallest eigenvalue that g has to do with, 0 where it is not known. The
/// drop is not known where H turns out not to be positive along the way.
void sharpen(const SymmetricProduct& product, const Vector& g, double least, double enough,
             EndCurvature& found) {
    found.newton_drop = not_applicable;
    Vector p = Vector::Zero(g.size()), r = g, s = g, Hs(g.size());
    double residual = r.squaredNorm();
    const double whole = residual;
    for (Index k = 0; k < most_products; ++k) {
        const double missed = least > 0 ? std::sqrt(residual) / least : 0;
        const bool done = least > 0 ? missed <= std::max(0.1 * p.norm(), enough) : residual <= 1e-6 * whole;
        if (done) {
            found.newton_step = p.norm() + missed;
            found.newton_drop = 0.5 * (g.dot(p) + missed * std::sqrt(residual));
            return;
        }
        if (!product(s, Hs)) return;
        const double curvature = s.dot(Hs);
        if (!(curvature > 0)) return;
        const double length = residual / curvature;
        p += length * s;
        r -= length * Hs;
        const double next = r.squaredNorm();
        s = (next / residual) * s + r;
        residual = next;
    }
}

std::optional<EndCurvature> measure_ends(Evaluator& evaluator, const Vector& x, const Vector& g,
                                         double invisible, double enough, const std::stop_token& stop) {
    const SymmetricProduct product = [&](const Vector& v, Vector& out) {
        return !stop.stop_requested() && evaluator.hessian_product(x, v, out) == EvalStatus::ok;
    };
    const auto ends = spectrum_ends(product, x.size(), {.ends = 2, .tolerance = 1e-4, .restarts = 100});
    if (!ends) return std::nullopt;
    const Index k = ends->values.size() / 2;
    EndCurvature found;
    found.smallest = ends->values[0];
    found.largest = ends->values[2 * k - 1];
    found.error = std::max(ends->errors[0], ends->errors[2 * k - 1]);
    found.rounding =
        std::max(static_cast<double>(x.size()) * epsilon * ends->values.cwiseAbs().maxCoeff(), invisible);
    // A Ritz value is never below the eigenvalue: what its error leaves possible may be 0.
    found.soft_count = ((ends->values - ends->errors).head(k).array() <= found.rounding).count();
    found.softest = ends->vectors.leftCols(std::max<Index>(1, found.soft_count));
    const auto soft = found.softest.leftCols(found.soft_count);
    const Vector rest = g - soft * (soft.transpose() * g);
    const bool known = found.soft_count < k;
    const double least = known ? ends->values[found.soft_count] - ends->errors[found.soft_count] : 0;
    found.newton_step = rest.norm() / least;
    found.newton_drop = 0.5 * rest.norm() * found.newton_step;
    if (!(found.newton_step <= enough)) sharpen(product, rest, least, enough, found);
    return found;
}

}  // namespace

std::optional<EndCurvature> measure_end_curvature(Evaluator& evaluator, const Vector& x, double objective,
                                                  const Vector& g, double length, double enough,
                                                  const std::stop_token& stop) {
    const double invisible = invisible_bend(objective, length);
    return x.size() <= dense_dimension ? measure_whole(evaluator, x, g, invisible)
                                       : measure_ends(evaluator, x, g, invisible, enough, stop);
}

}  // namespace basin
