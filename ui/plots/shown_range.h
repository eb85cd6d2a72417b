// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QSizeF>

#include "ui/chart/curve.h"
#include "ui/chart/plot_frame.h"
#include "ui/chart/plot_style.h"

namespace basin::ui {

/// The data's ranges with their margins, in axis coordinates; never empty.
ViewRange wholeRange(const PlotAxis& x, const PlotAxis& y);

/// How narrow a view of such data may be, where nothing else says so.
QSizeF narrowestView(const ViewRange& full);

/// The view that is shown when one is asked for: no narrower than `least`, about the same middle; where
/// one axis is as narrow as that already, what is shown now. As narrow as now it may be, since the data may
/// have changed under it. Nothing where it cannot be shown, wider than twenty times the data or no numbers.
std::optional<ViewRange> usableView(const ViewRange& asked, QSizeF least, const ViewRange& full,
                                    const ViewRange& now);

/// Whether nothing narrower than this can be shown, along one axis at least.
bool isNarrowest(const ViewRange& view, QSizeF least);

/// What a figure is asked to show (x, y: of which axes), where that has an extent, else what is shown without
/// being asked. On equal scales the other side is made as long as the one that was asked for, of two the
/// shorter one as long as the longer.
ViewRange askedRange(const ViewRange& asked, const ViewRange& otherwise, bool equalScales, bool x, bool y);

/// Significant digits of a value that show a difference of so much, three at least.
int digitsFor(double value, double difference);

/// The axis as a figure labels it.
PlotAxis labelled(PlotAxis axis, const AxisStyle& style);

}  // namespace basin::ui
