// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/seed_bands.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QCoreApplication>
#include <QPainterPath>

#include "ui/plots/cause_look.h"

namespace basin::ui {

namespace {

struct SeedWords {
    Q_DECLARE_TR_FUNCTIONS(SeedBands)
};

constexpr int bandAlpha = 46, lineAlpha = 60;  // of 255

std::size_t placeOf(RepeatQuantity quantity) {
    return static_cast<std::size_t>(quantity);
}

/// A path through the pixels; a gap where a value is no number or lies below a logarithmic axis.
QPainterPath pathThrough(const std::vector<QPointF>& points, const PlotFrame& frame) {
    QPainterPath path;
    bool drawing = false;
    for (const QPointF& point : points) {
        const QPointF pixel = frame.map(point.x(), point.y());
        const bool isThere = std::isfinite(pixel.x()) && std::isfinite(pixel.y());
        if (isThere && drawing) path.lineTo(pixel);
        if (isThere && !drawing) path.moveTo(pixel);
        drawing = isThere;
    }
    return path;
}

/// A pixel of a value, on the floor where the axis has no place for it.
QPointF onFloor(const QPointF& point, const PlotFrame& frame) {
    const QPointF pixel = frame.map(point.x(), point.y());
    const double floor = frame.area.bottom() + frame.area.height();
    return std::isfinite(pixel.y()) ? QPointF(pixel.x(), std::min(pixel.y(), floor))
                                    : QPointF(pixel.x(), floor);
}

}  // namespace

const RepeatBand* bandOf(const Results& results, std::size_t run, std::string_view column) {
    if (!results.repeats || run >= results.repeats->solvers.size()) return nullptr;
    const auto quantity =
        std::ranges::find(all_repeat_quantities, column, [](RepeatQuantity each) { return to_string(each); });
    if (quantity == all_repeat_quantities.end()) return nullptr;
    const RepeatBand& band = results.repeats->solvers[run].bands[placeOf(*quantity)];
    return band.iterations.empty() ? nullptr : &band;
}

QString arrivedText(const QString& label, const RepeatedSolver& solver) {
    return SeedWords::tr("%1: %2 of %3 arrived").arg(label).arg(solver.arrived()).arg(solver.done());
}

QString failedText(const RepeatedSolver& solver) {
    const QString shares = causeShares(solver.causes());
    if (shares.isEmpty()) return {};
    const Index failed = solver.done() - solver.arrived();
    return SeedWords::tr("%1 of %2 did not arrive: %3").arg(failed).arg(solver.done()).arg(shares);
}

std::vector<QPointF> bandPoints(const RepeatBand& band, const std::vector<double>& values, Index upTo) {
    std::vector<QPointF> points;
    for (std::size_t k = 0; k < values.size() && band.iterations[k] <= upTo; ++k)
        points.emplace_back(static_cast<double>(band.iterations[k]), values[k]);
    return points;
}

void SeedBands::clear() {
    areas_.clear();
    lines_.clear();
}

void SeedBands::addArea(std::vector<QPointF> low, std::vector<QPointF> high, const QColor& color) {
    QColor tint = color;
    tint.setAlpha(bandAlpha);
    areas_.push_back({std::move(low), std::move(high), tint});
}

void SeedBands::addBand(const RepeatBand& band, const QColor& color, Index upTo) {
    addArea(bandPoints(band, band.low, upTo), bandPoints(band, band.high, upTo), color);
}

void SeedBands::addLines(const RepeatedSolver& solver, std::size_t quantity, Place place, QColor color,
                         Index upTo) {
    color.setAlpha(lineAlpha);
    const Index step = repeats_per_drawn(std::ssize(solver.traces));
    for (Index k = 0; k < std::ssize(solver.traces); k += step) {
        const auto& trace = solver.traces[static_cast<std::size_t>(k)];
        if (!trace) continue;
        Line line{{}, color};
        for (const RepeatRecord& record : *trace)
            if (record.iteration <= upTo) line.points.push_back(place(record, quantity));
        lines_.push_back(std::move(line));
    }
}

void SeedBands::addRuns(const RepeatedSolver& solver, RepeatQuantity quantity, const QColor& color,
                        Index upTo) {
    const auto place = [](const RepeatRecord& record, std::size_t of) {
        return QPointF(static_cast<double>(record.iteration), record.values[of]);
    };
    addLines(solver, placeOf(quantity), place, color, upTo);
}

void SeedBands::addPaths(const RepeatedSolver& solver, const QColor& color, Index upTo) {
    const auto place = [](const RepeatRecord& record, std::size_t) {
        return QPointF(record.position.a, record.position.b);
    };
    addLines(solver, 0, place, color, upTo);
}

void SeedBands::paint(QPainter& painter, const PlotFrame& frame, double lineWidth) const {
    painter.save();
    painter.setClipRect(frame.area);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Area& area : areas_) {
        QPolygonF outline;
        for (std::size_t k = 0; k < area.high.size(); ++k)
            if (std::isfinite(area.high[k].y()))
                outline << onFloor(area.high[k], frame);
            else
                outline << QPointF(frame.map(area.high[k].x(), 1).x(), frame.area.top());
        for (auto point = area.low.rbegin(); point != area.low.rend(); ++point)
            outline << onFloor(*point, frame);
        painter.setPen(Qt::NoPen);
        painter.setBrush(area.color);
        painter.drawPolygon(outline);
    }
    painter.setBrush(Qt::NoBrush);
    for (const Line& line : lines_) {
        painter.setPen(QPen(line.color, 0.6 * lineWidth));
        painter.drawPath(pathThrough(line.points, frame));
    }
    painter.restore();
}

}  // namespace basin::ui
