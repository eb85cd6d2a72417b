// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace basin::ui {

/// A number as number_text() writes it, for labels and readouts: a dash for NaN, "∞". digits: significant.
QString formatNumber(double value, int digits = 3);
/// A fixed number of decimals, with a real minus sign.
QString formatFixed(double value, int decimals);
/// A duration as seconds_text() writes it; a dash for NaN, "∞".
QString formatSeconds(double seconds);
/// "10⁻⁷".
QString formatPowerOfTen(int exponent);
/// "₁₂", of a number >= 0.
QString formatSubscript(long long number);

}  // namespace basin::ui
