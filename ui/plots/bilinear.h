// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace basin::ui {

/// Between two values; at either of them it is that one, whatever the other is.
inline double between(double first, double second, double share) {
    constexpr double rounding = 1e-9;
    if (share <= rounding) return first;
    if (share >= 1 - rounding) return second;
    return (1 - share) * first + share * second;
}

/// Within a cell with these values at its corners, value(i, j), i and j 0 or 1.
template <typename Value>
double bilinear(const Value& value, double along, double across) {
    return between(between(value(0, 0), value(1, 0), along), between(value(0, 1), value(1, 1), along),
                   across);
}

}  // namespace basin::ui
