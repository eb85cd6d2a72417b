// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

namespace basin {

/// An unevaluated sum high + low, |low| at most half a unit of the last place of high: about 106 bits, on
/// every platform with IEEE arithmetic [Dekker 1971], [Joldes, Muller, Popescu 2017]. Relative error of +, -,
/// * and / a few 2^-104 where nothing over- or underflows.
struct DoubleDouble {
    double high = 0;
    double low = 0;

    DoubleDouble() = default;
    DoubleDouble(double value) : high(value) {}  // NOLINT(google-explicit-constructor): a double is one
    DoubleDouble(double h, double l) : high(h), low(l) {}
    double value() const { return high + low; }
};

/// a + b exactly.
inline DoubleDouble two_sum(double a, double b) {
    const double sum = a + b, of_b = sum - a;
    return {sum, (a - (sum - of_b)) + (b - of_b)};
}
/// The same for |a| >= |b|.
inline DoubleDouble fast_two_sum(double a, double b) {
    const double sum = a + b;
    return {sum, b - (sum - a)};
}
/// a b exactly.
inline DoubleDouble two_product(double a, double b) {
    const double product = a * b;
    return {product, std::fma(a, b, -product)};
}

inline DoubleDouble operator-(const DoubleDouble& a) {
    return {-a.high, -a.low};
}
inline DoubleDouble operator+(const DoubleDouble& a, const DoubleDouble& b) {
    const DoubleDouble high = two_sum(a.high, b.high), low = two_sum(a.low, b.low);
    const DoubleDouble sum = fast_two_sum(high.high, high.low + low.high);
    return fast_two_sum(sum.high, sum.low + low.low);
}
inline DoubleDouble operator-(const DoubleDouble& a, const DoubleDouble& b) {
    return a + -b;
}
inline DoubleDouble operator*(const DoubleDouble& a, const DoubleDouble& b) {
    const DoubleDouble product = two_product(a.high, b.high);
    return fast_two_sum(product.high, product.low + (a.high * b.low + a.low * b.high));
}
inline DoubleDouble operator/(const DoubleDouble& a, const DoubleDouble& b) {
    const double first = a.high / b.high;
    const DoubleDouble rest = a - b * first;
    const double second = rest.high / b.high;
    const DoubleDouble last = rest - b * second;
    return fast_two_sum(first, second) + last.high / b.high;
}
inline DoubleDouble& operator+=(DoubleDouble& a, const DoubleDouble& b) {
    return a = a + b;
}

/// Relative error a few 1e-30; 0 below the smallest normal number, infinite above the largest.
DoubleDouble exp(const DoubleDouble& x);
/// exp(x) - 1, of the same relative error near 0.
DoubleDouble expm1(const DoubleDouble& x);
/// log(1 + x) for x >= 0.
DoubleDouble log1p(const DoubleDouble& x);

}  // namespace basin
