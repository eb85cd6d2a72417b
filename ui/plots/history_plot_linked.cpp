// SPDX-License-Identifier: GPL-3.0-or-later
// What a history shows of the linked reading: the iteration hovered elsewhere, and the marks A and B.
#include <algorithm>
#include <cmath>
#include <limits>

#include "core/analysis/rate_between.h"
#include "ui/chart/number_format.h"
#include "ui/chart/polyline.h"
#include "ui/plots/history_plot.h"
#include "ui/plots/reading_marks.h"
#include "ui/plots/run_look.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

std::vector<HistoryPlot::ShownValue> HistoryPlot::valuesAt(Index iteration) const {
    std::vector<ShownValue> values;
    const Results& results = model()->results();
    for (const std::size_t i : shownRuns(results, plotStyle())) {
        const auto add = [&](const HistoryPart& part, double x, double y) {
            if (std::isfinite(y)) values.push_back({i, &part, {x, y}});
        };
        if (const RepeatBand* band = seeds_ == SeedsShown::band ? shownBand(i) : nullptr) {
            const auto next = std::ranges::upper_bound(band->iterations, iteration);
            if (next == band->iterations.begin() || iteration > bandEnd()) continue;
            const auto k = static_cast<std::size_t>(next - band->iterations.begin() - 1);
            add(quantity().parts.front(), static_cast<double>(iteration), band->median[k]);
            continue;
        }
        const IterationRecord* record = record_at(results.runs[i], iteration);
        if (record == nullptr || record->iteration != iteration || iteration > model()->playhead()) continue;
        for (const HistoryPart& part : quantity().parts)
            add(part, placeOf(*record), part.read(*record, results.minimiser));
    }
    return values;
}

const IterationRecord* HistoryPlot::recordUnder(QPointF data) const {
    const Results& results = model()->results();
    const PlotFrame now = frame();
    const QPointF mouse = now.map(data.x(), data.y());
    const IterationRecord* nearest = nullptr;
    double least = std::numeric_limits<double>::infinity();
    for (const std::size_t i : shownRuns(results, plotStyle())) {
        const IterationRecord* record = recordNear(results.runs[i], data.x());
        if (record == nullptr || record->iteration > model()->playhead()) continue;
        for (const HistoryPart& part : quantity().parts) {
            const QPointF away = now.map(placeOf(*record), part.read(*record, results.minimiser)) - mouse;
            const double distance = std::hypot(away.x(), away.y());
            if (!(distance < least)) continue;
            least = distance;
            nearest = record;
        }
    }
    return nearest;
}

std::optional<Index> HistoryPlot::iterationAt(QPointF data) const {
    if (model() == nullptr) return std::nullopt;
    if (against_ == Against::time) {
        const IterationRecord* record = recordUnder(data);
        return record != nullptr ? std::optional(record->iteration) : std::nullopt;
    }
    const double last = horizontalAxis().high;
    if (!(data.x() > -0.5 && data.x() < last + 0.5)) return std::nullopt;
    return static_cast<Index>(std::llround(data.x()));
}

void HistoryPlot::clicked(QPointF data) {
    const auto iteration = iterationAt(data);
    if (iteration && takesClicks()) reading()->toggleA(*iteration);
}

void HistoryPlot::shiftClicked(QPointF data) {
    const auto iteration = iterationAt(data);
    if (iteration && takesClicks()) reading()->toggleB(*iteration);
}

void HistoryPlot::paintHovered(QPainter& painter, const PlotFrame& frame, Index iteration) const {
    const Results& results = model()->results();
    const bool isLine = against_ == Against::iteration;
    if (isLine) paintIterationLine(painter, frame, static_cast<double>(iteration), {}, plotStyle());
    QStringList lines{tr("iteration %1").arg(iteration)};
    QPolygonF rings;
    for (const ShownValue& value : valuesAt(iteration)) {
        const QPointF pixel = frame.map(value.at.x(), value.at.y());
        lines << QStringLiteral("%1  %2").arg(nameOf(value.run, *value.part), formatNumber(value.at.y()));
        if (!frame.shows(pixel)) continue;
        rings << pixel;
        paintRing(painter, pixel, runStyle(results, value.run, plotStyle()).color, plotStyle());
    }
    if (rings.isEmpty() && !isLine) return;
    const QPointF beside =
        isLine ? QPointF(frame.map(static_cast<double>(iteration), 1).x(), frame.area.top() + 4)
               : rings.front();
    if (beside.x() >= frame.area.left() && beside.x() <= frame.area.right())
        paintLinkedReadout(painter, frame, beside, lines, rings, plotStyle());
}

QStringList HistoryPlot::changeLines() const {
    if (model() == nullptr || against_ != Against::iteration || !reading()->a() || !reading()->b()) return {};
    const LinkedReading& marks = *reading();
    QStringList lines{iterationsBetween(marks)};
    const std::vector<ShownValue> before = valuesAt(*marks.a()), after = valuesAt(*marks.b());
    for (const ShownValue& value : before) {
        const auto same = std::ranges::find_if(after, [&value](const ShownValue& other) {
            return other.run == value.run && other.part == value.part;
        });
        const double then = same != after.end() ? same->at.y() : not_applicable;
        lines << changeText(nameOf(value.run, *value.part),
                            rate_between(*marks.a(), value.at.y(), *marks.b(), then));
    }
    return lines;
}

void HistoryPlot::paintMarks(QPainter& painter, const PlotFrame& frame) const {
    if (against_ == Against::iteration) {
        paintMarkLines(painter, frame, *reading(), plotStyle());
        std::vector<QPolygonF> drawn;
        if (const QStringList lines = changeLines(); !lines.isEmpty()) {
            for (const Curve& curve : curves())
                for (QPolygonF& piece : visiblePieces(curve.points, curve.sorted, frame, frame.area))
                    drawn.push_back(std::move(piece));
            paintCornerBox(painter, frame, lines, drawn, plotStyle());
        }
    }
    if (const auto iteration = hoveredElsewhere()) paintHovered(painter, frame, *iteration);
}

}  // namespace basin::ui
