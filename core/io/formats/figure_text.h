// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace basin {

/// Whether the bytes begin as PNG, PDF or SVG files do.
bool is_figure(std::string_view bytes);

/// The experiment that a figure of this program carries, as JSON: of a PNG the text "basin-experiment", of
/// PDF and SVG the description. Throws InputError where there is none.
std::string experiment_of_figure(std::string_view bytes, const std::string& where);

}  // namespace basin
