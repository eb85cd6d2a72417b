// SPDX-License-Identifier: GPL-3.0-or-later
// What a picture on the plane shows of the linked reading: the steps under the mouse, and rings around those
// of the iteration hovered elsewhere.
#include <algorithm>
#include <cmath>

#include "ui/chart/number_format.h"
#include "ui/plots/plane_plot.h"
#include "ui/plots/reading_marks.h"
#include "ui/plots/run_look.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

constexpr double nearMouse = 10;  // px

}  // namespace

std::optional<PlanePlot::Step> PlanePlot::stepUnder(QPointF data) const {
    if (model() == nullptr || a_.size() == 0) return std::nullopt;
    const Results& results = model()->results();
    const PlotFrame now = frame();
    const double perA = now.area.width() / now.view.width(), perB = now.area.height() / now.view.height();
    std::optional<Step> nearest;
    double least = nearMouse * nearMouse;
    for (const std::size_t i : shownRuns(results, plotStyle())) {
        const SolverRun& run = results.runs[i];
        const std::size_t count = std::min(records_up_to(run, model()->playhead()), run.path.size());
        for (std::size_t k = 0; k < count; ++k) {
            const double a = (run.path[k].a - data.x()) * perA, b = (run.path[k].b - data.y()) * perB;
            const double distance = a * a + b * b;
            if (!(distance < least)) continue;
            least = distance;
            nearest = Step{i, &run.history[k]};
        }
    }
    return nearest;
}

std::optional<Index> PlanePlot::iterationAt(QPointF data) const {
    const auto step = stepUnder(data);
    return step ? std::optional(step->record->iteration) : std::nullopt;
}

QString PlanePlot::pathText(QPointF data) const {
    const auto step = stepUnder(data);
    if (!step) return {};
    return tr("%1, iteration %2")
        .arg(runLabel(model()->results(), step->run, plotStyle()))
        .arg(step->record->iteration);
}

void PlanePlot::paintMarks(QPainter& painter, const PlotFrame& frame) const {
    const auto iteration = hoveredElsewhere();
    if (!iteration || a_.size() == 0 || *iteration > model()->playhead()) return;
    const Results& results = model()->results();
    QStringList lines{tr("iteration %1").arg(*iteration)};
    QPolygonF rings;
    for (const std::size_t i : shownRuns(results, plotStyle())) {
        const SolverRun& run = results.runs[i];
        const IterationRecord* record = record_at(run, *iteration);
        if (record == nullptr || record->iteration != *iteration) continue;
        lines << tr("%1  loss %2").arg(runLabel(results, i, plotStyle()), formatNumber(record->objective));
        const auto k = static_cast<std::size_t>(record - run.history.data());
        if (k >= run.path.size()) continue;
        const Spot spot = spotOf(frame, run.path[k].a, run.path[k].b);
        if (!spot.isShown) continue;
        rings << spot.pixel;
        paintRing(painter, spot.pixel, runStyle(results, i, plotStyle()).color, plotStyle());
    }
    if (lines.size() == 1) return;
    const QPointF beside = rings.isEmpty() ? frame.area.topLeft() : rings.front();
    paintLinkedReadout(painter, frame, beside, lines, rings, plotStyle());
}

}  // namespace basin::ui
