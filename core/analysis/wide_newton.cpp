// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/wide_newton.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/analysis/kink_flows.h"
#include "core/analysis/wide_curvature.h"
#include "core/numeric/minimal_residual.h"

namespace basin {

namespace {

constexpr Index most_products = 4000;       // of one search
constexpr Index most_step_products = 1000;  // of one step

}  // namespace

bool WideNewton::is_spent() const {
    return products_ >= most_products;
}

bool WideNewton::step(const Vector& gradient, double share, Vector& step) {
    if (!has_units_ && !units_.refresh(lagrangian_)) return false;
    has_units_ = true;
    const Matrix rows = units_.rows_in(lagrangian_.jacobian());
    WideCurvature curvature(lagrangian_, units_, rows);
    Vector onto, moved;
    units_.out(straight_onto(rows, curvature.free().span(), lagrangian_.kink_values()), onto);
    lagrangian_.multiply(onto, moved);
    const SymmetricProduct product = [&](const Vector& z, Vector& image) {
        ++products_;
        return !stop_.stop_requested() && curvature.multiply(z, image);
    };
    // Newton's method squares what is left, and rounding is left in any case: to go on for it would lead
    // far along flat directions.
    const double wanted = std::max(std::sqrt(share), 4 * std::numeric_limits<double>::epsilon() / share);
    const MinimalResidualOptions options{
        .tolerance = std::clamp(wanted, 1e-8, 0.1),
        .iterations = std::min(most_step_products, 4 * curvature.dimension())};
    Vector along;
    if (curvature.dimension() > 0 &&
        !minimal_residual(product, -curvature.pull(gradient + moved), options, along))
        return false;
    step = curvature.dimension() > 0 ? Vector(onto + curvature.weights(along)) : onto;
    return step.allFinite();
}

}  // namespace basin
