// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/derivative_check.h"

#include <algorithm>
#include <cmath>

#include "core/analysis/arrival.h"

namespace basin {

namespace {

/// The entry where two matrices of one shape differ most, relative to size; 0 where they do not.
WorstEntry worst_entry(const Matrix& analytic, const Matrix& difference, double size) {
    WorstEntry worst;
    worst.error = (analytic - difference).cwiseAbs().maxCoeff(&worst.row, &worst.column);
    if (worst.error > 0) worst.error /= size;
    worst.analytic = analytic(worst.row, worst.column);
    worst.difference = difference(worst.row, worst.column);
    return worst;
}

/// Central differences of L and grad L, and the products of the Hessian with the coordinate vectors.
struct Differences {
    Vector gradient;  // d
    Matrix hessian;   // d x d
    Matrix products;  // d x d
};

/// Returns false when an evaluation is not finite. length: X at x.
bool difference(Evaluator& evaluator, const Vector& x, double length, Differences& out) {
    const Index d = x.size();
    out.gradient.resize(d);
    out.hessian.resize(d, d);
    out.products.resize(d, d);
    Vector moved = x, above_gradient, below_gradient, product;
    double above = 0, below = 0;
    const double usual = length / std::sqrt(static_cast<double>(d));
    for (Index i = 0; i < d; ++i) {
        const double step = difference_step * std::max(usual, std::abs(x[i]));
        moved[i] = x[i] + step;
        const double high = moved[i];
        if (evaluator.gradient(moved, above, above_gradient) != EvalStatus::ok) return false;
        moved[i] = x[i] - step;
        // The width that was really taken, after rounding.
        const double width = high - moved[i];
        if (evaluator.gradient(moved, below, below_gradient) != EvalStatus::ok) return false;
        moved[i] = x[i];
        out.gradient[i] = (above - below) / width;
        out.hessian.col(i) = (above_gradient - below_gradient) / width;
        if (evaluator.hessian_product(x, Vector::Unit(d, i), product) != EvalStatus::ok) return false;
        out.products.col(i) = product;
    }
    return true;
}

}  // namespace

DerivativeCheck check_derivatives(const Problem& problem, const Vector& x) {
    const auto evaluator = problem.evaluator();
    DerivativeCheck check;
    double objective = 0;
    Vector gradient;
    Matrix hessian;
    Differences differences;
    const double length = point_length(problem, x);
    check.finite = evaluator->gradient(x, objective, gradient) == EvalStatus::ok &&
                   evaluator->hessian(x, hessian) == EvalStatus::ok &&
                   difference(*evaluator, x, length, differences);
    if (!check.finite) return check;
    const double slope = gradient.lpNorm<Eigen::Infinity>(), bend = hessian.cwiseAbs().maxCoeff();
    const double largest_slope = std::max(slope, bend * length),
                 largest_bend = std::max(bend, slope / length);
    check.gradient = worst_entry(gradient, differences.gradient, largest_slope);
    check.hessian = worst_entry(hessian, differences.hessian, largest_bend);
    check.product = worst_entry(hessian, differences.products, largest_bend);
    return check;
}

}  // namespace basin
