// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <vector>

#include "core/numeric/types.h"

namespace basin {

/// The middle value, or the mean of the two middle ones; not_applicable of none.
template <typename Number>
double median(std::vector<Number> values) {
    if (values.empty()) return not_applicable;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    const auto upper = static_cast<double>(*middle);
    if (values.size() % 2 == 1) return upper;
    return 0.5 * (static_cast<double>(*std::max_element(values.begin(), middle)) + upper);
}

}  // namespace basin
