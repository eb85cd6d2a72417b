// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>

namespace basin {

/// The nearest of the known words by edit distance, or empty when none is near: for "did you mean".
std::string nearest_word(const std::string& word, std::span<const std::string> known);

/// The end of a message about an unknown word: "; did you mean 'x'?" when one is near, else "; known are
/// ...".
std::string suggestion(const std::string& word, std::span<const std::string> known);

}  // namespace basin
