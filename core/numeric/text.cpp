// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/text.h"

#include <array>
#include <charconv>

namespace basin {

std::string number_text(double value, int digits) {
    std::array<char, 64> buffer;
    // to_chars: unlike printf it is the same in every locale.
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                   std::chars_format::general, digits);
    return {buffer.data(), end.ptr};
}

}  // namespace basin
