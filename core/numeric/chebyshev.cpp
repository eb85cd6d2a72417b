// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/chebyshev.h"

#include <cmath>
#include <numbers>

namespace basin {

namespace {

/// Angle of the k-th of count points; the points are -cos(angle).
double angle(Index k, Index count) {
    return (static_cast<double>(k) + 0.5) * std::numbers::pi / static_cast<double>(count);
}

}  // namespace

Index chebyshev_points_for_exponential(double reach, double accuracy) {
    Index count = 1;
    for (double error = reach; error > accuracy; ++count)
        error *= reach / (2 * static_cast<double>(count + 1));
    return count;
}

Vector chebyshev_points(double low, double high, Index count) {
    const double middle = 0.5 * (low + high), half = 0.5 * (high - low);
    return Vector::NullaryExpr(count, [&](Index k) { return middle - half * std::cos(angle(k, count)); });
}

Matrix chebyshev_weights(double low, double high, Index count, std::span<const double> points) {
    const Vector nodes = chebyshev_points(low, high, count);
    Matrix weights(count, static_cast<Index>(points.size()));
    for (Index i = 0; i < weights.cols(); ++i) {
        auto column = weights.col(i);
        for (Index k = 0; k < count; ++k) {
            const double away = points[static_cast<std::size_t>(i)] - nodes[k];
            if (away == 0) {
                column = Vector::Unit(count, k);
                break;
            }
            column[k] = (k % 2 == 0 ? 1 : -1) * std::sin(angle(k, count)) / away;
        }
        column /= column.sum();
    }
    return weights;
}

}  // namespace basin
