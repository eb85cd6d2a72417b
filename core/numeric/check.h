// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <concepts>
#include <string>
#include <string_view>

#include "core/numeric/input_error.h"
#include "core/numeric/text.h"

namespace basin {

/// Throws InputError "FIELD: found VALUE; expected CONSTRAINT" unless holds. NaN fails every comparison, so
/// it is refused too.
template <typename Number>
requires std::integral<Number> || std::floating_point<Number>
void require(bool holds, std::string_view field, Number value, std::string_view constraint) {
    if (holds) return;
    std::string found;
    if constexpr (std::integral<Number>) {
        found = std::to_string(value);
    } else {
        found = exact_number_text(value);
    }
    throw InputError(std::string(field), "found " + found + "; expected " + std::string(constraint));
}

}  // namespace basin
