// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace basin::ui {

/// A number as labels and readouts show it: "0.0125", "−3", "1.2·10⁻⁷"; whole numbers below 10⁵ in full; a
/// dash for NaN, "∞". digits: significant.
QString formatNumber(double value, int digits = 3);
/// A fixed number of decimals, with a real minus sign.
QString formatFixed(double value, int decimals);
/// A duration: "340 µs", "1.2 ms", "3.4 s"; a dash for NaN.
QString formatSeconds(double seconds);
/// "10⁻⁷".
QString formatPowerOfTen(int exponent);
/// "₁₂", of a number >= 0.
QString formatSubscript(long long number);

}  // namespace basin::ui
