// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace basin {

/// Text from outside as one line of valid UTF-8 that may go to a terminal, a file's metadata or an SVG:
/// control, direction and zero-width characters and noncharacters become "\n", "\t", "\r" or "\u202e"; bytes
/// that are no UTF-8 become "\xff". What is printable stays as it is, so that a second pass changes nothing.
/// JSON whose bytes are UTF-8 keeps its meaning.
std::string printable(std::string_view text);

/// The first characters of a text, at most so many: UTF-8 is not cut within one.
std::string_view first_characters(std::string_view text, std::size_t most);

}  // namespace basin
