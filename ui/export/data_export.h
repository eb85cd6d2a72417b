// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace basin::ui {

class PlotView;

/// Writes the numbers a plot shows as CSV, atomically. Throws InputError when the plot has no data
/// or the path cannot be written.
void exportData(const PlotView& plot, const std::filesystem::path& file);

}  // namespace basin::ui
