// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/curve.h"
#include "ui/chart/plot_frame.h"
#include "ui/chart/plot_style.h"

namespace basin::ui {

/// The data's ranges with their margins, in axis coordinates; never empty.
ViewRange wholeRange(const PlotAxis& x, const PlotAxis& y);

/// Whether a view may be so wide: between a millionth of a millionth and twenty times the data's range; as
/// wide as now it may be, since the data may have changed under it.
bool isUsableWidth(double width, double fullWidth, double now);

/// What a figure is asked to show (x, y: of which axes), where that has an extent, else what is shown without
/// being asked. On equal scales the other side is made as long as the one that was asked for, of two the
/// shorter one as long as the longer.
ViewRange askedRange(const ViewRange& asked, const ViewRange& otherwise, bool equalScales, bool x, bool y);

/// The axis as a figure labels it.
PlotAxis labelled(PlotAxis axis, const AxisStyle& style);

}  // namespace basin::ui
