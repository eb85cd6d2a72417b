// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/cubic_model.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/numeric/norm.h"
#include "core/numeric/products.h"

namespace basin {

bool CubicModel::set(const Matrix& H, const Vector& g) {
    if (!eigen_.compute(H)) return false;
    multiply_transposed(eigen_.vectors(), g, g_);
    return g_.allFinite();
}

double CubicModel::step_norm(double lambda) const {
    double sum = 0;
    for (Index i = 0; i < g_.size(); ++i) {
        if (g_[i] == 0) continue;
        const double t = g_[i] / (eigen_.values()[i] + lambda);
        sum += t * t;
    }
    return std::sqrt(sum);
}

double CubicModel::find_lambda(double sigma, double lowest) const {
    // lambda <= sigma |p| <= sigma |g| / (lambda - lowest) bounds the root from above.
    double low = lowest, high = lowest + std::sqrt(sigma * safe_norm(g_));
    // Where g is small beside H, high is lowest to rounding: it has to grow all the same.
    const double least =
        std::max(std::numeric_limits<double>::epsilon() * lowest, std::numeric_limits<double>::min());
    while (sigma * step_norm(high) > high) high = lowest + std::max(2 * (high - lowest), least);
    for (int k = 0; k < 200; ++k) {
        // Geometric steps while the ends are of different size, so that tiny roots get all their digits.
        const bool apart = low > 0 && high > 4 * low;
        const double middle = apart ? std::sqrt(low * high) : low + 0.5 * (high - low);
        if (!(middle > low && middle < high)) break;
        (sigma * step_norm(middle) > middle ? low : high) = middle;
    }
    return high;
}

void CubicModel::minimise(double sigma) {
    const Vector& values = eigen_.values();
    const double lowest = std::max(0.0, -values[0]);
    const double lambda = find_lambda(sigma, lowest);
    y_.resize(g_.size());
    for (Index i = 0; i < g_.size(); ++i) {
        const double shifted = values[i] + lambda;
        y_[i] = g_[i] == 0 || !(shifted > 0) ? 0 : -g_[i] / shifted;
    }
    // The hard case: g has no part along the lowest eigenvector, which then supplies the missing length.
    const double missing = (lambda / sigma) * (lambda / sigma) - y_.squaredNorm();
    if (values[0] < 0 && lambda <= lowest * (1 + 1e-12) && missing > 0) {
        y_[0] += y_[0] > 0 ? std::sqrt(missing) : -std::sqrt(missing);
    }
    const double length = safe_norm(y_);
    decrease_ = -(g_.dot(y_) + 0.5 * (values.array() * y_.array().square()).sum() +
                  sigma / 3 * length * length * length);
    multiply(eigen_.vectors(), y_, p_);
}

}  // namespace basin
