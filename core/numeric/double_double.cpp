// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/double_double.h"

#include <limits>

namespace basin {

namespace {

const DoubleDouble log_of_two{0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56};

DoubleDouble scaled(const DoubleDouble& x, int power) {
    return {std::ldexp(x.high, power), std::ldexp(x.low, power)};
}

/// exp(x) - 1 by its series, |x| <= 0.36 / 64.
DoubleDouble series(const DoubleDouble& x) {
    constexpr int terms = 12;  // 0.0057^13 / 13! is below 1e-38
    DoubleDouble sum = 0;
    for (int k = terms; k >= 1; --k) sum = x / static_cast<double>(k) * (sum + 1.0);
    return sum;
}

/// exp(x) - 1 for |x| <= 0.36: e(2 x) = e(x) (2 + e(x)) loses nothing, whatever the sign.
DoubleDouble reduced_expm1(const DoubleDouble& x) {
    constexpr int doublings = 6;
    DoubleDouble e = series(scaled(x, -doublings));
    for (int k = 0; k < doublings; ++k) e = e * (e + 2.0);
    return e;
}

}  // namespace

DoubleDouble exp(const DoubleDouble& x) {
    if (!(x.high < 709.7)) return std::exp(x.high);
    if (x.high < -708.3) return 0.0;
    const double power = std::nearbyint(x.high / log_of_two.high);
    return scaled(reduced_expm1(x - log_of_two * power) + 1.0, static_cast<int>(power));
}

DoubleDouble expm1(const DoubleDouble& x) {
    return std::abs(x.high) <= 0.34 ? reduced_expm1(x) : exp(x) - 1.0;
}

DoubleDouble log1p(const DoubleDouble& x) {
    // Newton's method on exp(y) = 1 + x, once from double precision: y - 1 + (1 + x) exp(-y).
    const double y = std::log1p(x.high);
    if (!(std::abs(y) <= std::numeric_limits<double>::max()) || y == 0) return y;
    if (x.high > 1) return DoubleDouble(y) + ((x + 1.0) * exp(-DoubleDouble(y)) - 1.0);
    const DoubleDouble e = expm1(-DoubleDouble(y));
    return DoubleDouble(y) + (e + x * (e + 1.0));
}

}  // namespace basin
