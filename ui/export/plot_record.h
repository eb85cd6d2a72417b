// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "core/io/figure_record.h"

namespace basin::ui {

class PlotView;

/// The numbers that a plot shows now: the table of exportData(), and its curves.
PlottedNumbers plottedNumbers(const PlotView& plot);

/// What a figure of these plots carries; plots that makePlot() has not made are left out.
FigureRecord figureRecord(std::span<PlotView* const> plots, const Experiment& experiment);

}  // namespace basin::ui
