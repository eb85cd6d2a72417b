// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSizeF>
#include <nlohmann/json.hpp>

#include "core/numeric/types.h"
#include "ui/chart/plot_style.h"

namespace basin::ui {

class PlotView;

/// What a figure of this plot shows, as numbers: axes with their ticks, the curves in data coordinates, the
/// table of exportData(), and what is drawn below and above the curves, as shapes on the axes (0 to 1 from
/// the lower left corner). {"format":"basin-plot","version":1,"title","axes","curves","table","shapes",...}.
/// size: of the figure, in 1/96 inch.
nlohmann::ordered_json plotNumbers(PlotView& plot, const PlotStyle& style, QSizeF size);

/// The table of exportData() as a matrix: a row a line. Words stand as the number of their first appearance
/// in their column, 0, 1, ...; empty cells as NaN.
Matrix plotMatrix(const PlotView& plot);

}  // namespace basin::ui
