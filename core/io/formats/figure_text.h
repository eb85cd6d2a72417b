// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace basin {

/// The most that a figure may carry, in bytes.
inline constexpr std::size_t most_figure_text = std::size_t{64} << 20;

/// Whether the bytes begin as PNG, PDF or SVG files do.
bool is_figure(std::string_view bytes);

/// The text that a figure of this program carries: of a PNG the text "basin-experiment", of PDF and SVG the
/// description. Throws InputError where there is none, and for one that is damaged or too large.
std::string text_of_figure(std::string_view bytes, const std::string& where);

/// Puts another text of the same length in the place of the one that an SVG or a PDF carries. Throws
/// InputError where that is not possible.
void replace_figure_text(std::string& bytes, std::string_view text, const std::string& where);

/// The checksum of what is drawn: all but the text that a figure carries, of a PNG its size, colours and
/// pixels.
std::uint64_t drawing_checksum(std::string_view bytes, const std::string& where);

}  // namespace basin
