// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QColor>
#include <QStringList>

#include "core/analysis/basin_map.h"
#include "ui/chart/legend.h"
#include "ui/chart/plot_style.h"

namespace basin::ui {

// What a basin map shows of why starts fail.

/// Whether starts failed, and an older file does not say why.
bool failsForUnknownCause(const BasinMapCell& cell);
/// The causes that are the most frequent one of some cell.
std::vector<FailureCause> leadingCauses(const std::vector<BasinMapCell>& cells);
/// The colour of a cell's leading cause, shown beside others; transparent where the cell is not computed.
QRgb causeColorOf(const BasinMapCell& cell, const std::vector<FailureCause>& shown, const PlotStyle& style);
/// What the colours mean.
std::vector<LegendEntry> causeSigns(const std::vector<BasinMapCell>& cells,
                                    const std::vector<FailureCause>& shown, const PlotStyle& style);
/// How many starts failed and why; explained: with a sentence on the leading cause. Empty where none did.
QStringList causeLines(const BasinMapCell& cell, bool explained);

}  // namespace basin::ui
