// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

#include "core/numeric/types.h"

namespace basin {

/// The power of two at or below |value|, by which numbers near it are divided without rounding; 1 for 0 and
/// for what is not finite.
inline double power_of_two_near(double value) {
    return value != 0 && std::isfinite(value) ? std::scalbn(1.0, std::ilogb(value)) : 1;
}

/// |v|, also where the squares over- or underflow but the norm does not; elsewhere the bits of v.norm(). NaN
/// where v has one.
template <typename Derived>
double safe_norm(const Eigen::MatrixBase<Derived>& v) {
    constexpr double smallest = 1e-146;  // its square has all its digits, with room below for small entries
    const double norm = v.norm();
    if (std::isnan(norm) || (norm > smallest && std::isfinite(norm)) || v.size() == 0) return norm;
    const double largest = v.cwiseAbs().maxCoeff();
    if (largest == 0 || !std::isfinite(largest)) return largest;
    const double unit = power_of_two_near(largest);
    return (v / unit).norm() * unit;
}

/// a^T b, also where the products over- or underflow but their sum does not; elsewhere the bits of a.dot(b).
template <typename A, typename B>
double safe_dot(const Eigen::MatrixBase<A>& a, const Eigen::MatrixBase<B>& b) {
    constexpr double smallest = 1e-290;
    const double sum = a.dot(b);
    if ((std::abs(sum) > smallest && std::isfinite(sum)) || a.size() == 0) return sum;
    const double of_a = a.cwiseAbs().maxCoeff(), of_b = b.cwiseAbs().maxCoeff();
    if (!(of_a > 0 && of_b > 0 && std::isfinite(of_a) && std::isfinite(of_b))) return sum;
    const double unit_a = power_of_two_near(of_a), unit_b = power_of_two_near(of_b);
    return (a / unit_a).dot(b / unit_b) * unit_a * unit_b;
}

}  // namespace basin
