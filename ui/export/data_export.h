// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include <QSizeF>

#include "ui/chart/plot_style.h"

namespace basin::ui {

class PlotView;

/// Whether the ending is one of numbers instead of a picture: .csv, .npy, .json or .py.
bool holdsNumbers(const std::filesystem::path& file);

/// Writes the numbers a plot shows, atomically, as the ending says: its table (.csv), the same as a matrix
/// (.npy, plotMatrix()), all that is drawn (.json, plotNumbers()), or a Python script that draws the figure
/// again (.py) in this style and size (1/96 inch); of more than a megabyte of numbers they are in a .json
/// beside the script. Throws InputError when the plot has no data or the path cannot be written.
void exportData(PlotView& plot, const PlotStyle& style, QSizeF size, const std::filesystem::path& file);

}  // namespace basin::ui
