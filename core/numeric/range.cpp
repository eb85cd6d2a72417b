// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/range.h"

#include <cmath>

#include "core/numeric/text.h"

namespace basin {

namespace {

/// Whole numbers in full: 100000, not 1e+05.
std::string bound_text(double bound) {
    constexpr double largest = 1e15;
    const bool whole = std::abs(bound) < largest && bound == std::floor(bound);
    return whole ? std::to_string(static_cast<long long>(bound)) : exact_number_text(bound);
}

}  // namespace

bool Range::is_bounded() const {
    return std::isfinite(low) || std::isfinite(high) || !low_key.empty() || !condition.empty();
}

bool Range::contains(double value, double low_value) const {
    if (std::isnan(value) || (std::isinf(value) && !may_be_infinite)) return false;
    const auto reaches = [&](double end) { return above_low ? value > end : value >= end; };
    // A bound that is no number is judged where it is itself checked.
    return reaches(low) && (std::isnan(low_value) || reaches(low_value)) && value <= high;
}

std::string Range::text(std::string_view key, bool whole) const {
    if (!condition.empty()) return std::string(condition);
    const std::string bottom = low_key.empty() ? bound_text(low) : std::string(low_key);
    const bool has_low = std::isfinite(low) || !low_key.empty(), has_high = std::isfinite(high);
    if (has_low && has_high)
        return bottom + (above_low ? " < " : " <= ") + std::string(key) + " <= " + bound_text(high);
    const std::string value = whole ? "a whole number" : may_be_infinite ? "a value" : "a finite value";
    if (has_low) return value + (above_low ? " > " : " >= ") + bottom;
    return has_high ? value + " <= " + bound_text(high) : value;
}

std::string Range::words() const {
    if (!condition.empty()) return std::string(condition);
    const std::string bottom = low_key.empty() ? bound_text(low) : '`' + std::string(low_key) + '`';
    const bool has_low = std::isfinite(low) || !low_key.empty(), has_high = std::isfinite(high);
    if (has_low && has_high)
        return above_low ? "above " + bottom + ", at most " + bound_text(high)
                         : bottom + " to " + bound_text(high);
    if (has_low) return (above_low ? "above " : "at least ") + bottom;
    return has_high ? "at most " + bound_text(high) : std::string();
}

}  // namespace basin
