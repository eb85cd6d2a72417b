// SPDX-License-Identifier: GPL-3.0-or-later
// What a sweep tells of the cell under the cursor.
#include <cmath>

#include "ui/chart/number_format.h"
#include "ui/plots/map_causes.h"
#include "ui/plots/run_look.h"
#include "ui/plots/sweep_plot.h"
#include "ui/plots/sweep_words.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

QStringList SweepPlot::curveLines(const SweepCell& cell) const {
    QStringList lines;
    if (isOfTheory(shown_.view)) return lines;
    for (const std::size_t solver : shownRuns(looks_, plotStyle())) {
        if (solver >= cell.solvers.size()) continue;
        const SweepOutcome& outcome = cell.solvers[solver];
        const bool counts = shown_.view == View::success_rate || shown_.view == View::cause;
        lines << tr("%1  %2").arg(
            labelOf(solver), counts ? arrivedText(outcome) : spreadText(shownSpread(outcome, shown_.view)));
    }
    if (shown_.view == View::cause) lines << causeLines(asMapCell(cell.solvers.at(shown_.solver)), true);
    return lines;
}

QStringList SweepPlot::mapLines(const SweepCell& cell, bool explained) const {
    QStringList lines;
    if (isOfTheory(shown_.view) || shown_.solver >= cell.solvers.size()) return lines;
    const SweepOutcome& outcome = cell.solvers[shown_.solver];
    lines << tr("%1  %2").arg(labelOf(shown_.solver), arrivedText(outcome));
    const View shown =
        shown_.view == View::success_rate || shown_.view == View::cause ? View::steps : shown_.view;
    const Spread spread = shownSpread(outcome, shown);
    if (!std::isnan(spread.median)) lines << tr("%1 %2").arg(sweepViewLabel(shown), spreadText(spread));
    return lines << causeLines(asMapCell(outcome), explained);
}

QStringList SweepPlot::readoutAt(QPointF data) const {
    const auto found = cellAt(data);
    if (!found) return {};
    QStringList lines = sweptPlaceLines(model()->results().experiment, *sweep_, found->place);
    if (found->cell == nullptr) return lines << tr("not computed yet");
    if (isOfTheory(shown_.view)) {
        const SweepTheory& theory = found->cell->theory;
        if (shown_.view == View::radius)
            lines << tr("measured radius %1").arg(formatNumber(theory.measured_radius))
                  << tr("certified %1").arg(formatNumber(theory.certified_radius))
                  << tr("estimated %1").arg(formatNumber(theory.estimated_radius))
                  << tr("published 10^%1").arg(formatNumber(theory.published_log10));
        else
            lines << tr("measured %1 steps").arg(formatNumber(theory.measured_steps))
                  << tr("promised %1 steps").arg(formatNumber(theory.promised_steps));
        return lines;
    }
    return lines << (isMap() ? mapLines(*found->cell, explained_ == found->place) : curveLines(*found->cell));
}

}  // namespace basin::ui
