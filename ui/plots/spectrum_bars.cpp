// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/spectrum_bars.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <QCoreApplication>

#include "core/io/formats/csv.h"
#include "core/io/spectrum_files.h"

namespace basin::ui {

namespace {

constexpr int smallestBars = 12;
constexpr int largestBars = 60;
// Up to this many in a bar they are counted on a linear axis.
constexpr double linearCounts = 20;
constexpr double markLength = 6;  // px

std::vector<double> counted(const Vector& values, const std::vector<double>& edges) {
    std::vector<double> counts(edges.size() - 1, 0);
    for (const double v : values) {
        if (!std::isfinite(v) || v < edges.front() || v > edges.back()) continue;
        const auto above = std::upper_bound(edges.begin() + 1, edges.end() - 1, v);
        ++counts[static_cast<std::size_t>(above - edges.begin()) - 1];
    }
    return counts;
}

/// Equally wide bars on the axis from the lowest to the highest of both lists, with a bit of room.
std::vector<double> barEdges(const Vector& values, const Vector& model, const AxisTransform& transform) {
    double low = values[0], high = values[values.size() - 1];
    if (model.size() > 0 && model.allFinite()) {
        low = std::min(low, model.minCoeff());
        high = std::max(high, model.maxCoeff());
    }
    // Twice the square root of their number: fine enough for the bulk, coarse enough to count.
    const int bars = std::clamp(static_cast<int>(2 * std::sqrt(static_cast<double>(values.size()))),
                                smallestBars, largestBars);
    double left = transform.toAxis(low), right = transform.toAxis(high);
    const double room = std::max(1e-3, (right - left) / (2 * bars));
    left -= room;
    right += room;
    std::vector<double> edges;
    for (int i = 0; i <= bars; ++i) edges.push_back(transform.fromAxis(left + (right - left) * i / bars));
    return edges;
}

QRectF barRect(const PlotFrame& frame, const SpectrumBars& bars, std::size_t i, double count) {
    const QPointF low = frame.map(bars.edges[i], 0), high = frame.map(bars.edges[i + 1], count);
    return QRectF(QPointF(low.x(), high.y()), QPointF(high.x(), low.y())).intersected(frame.area);
}

/// The steps over the bars of the model.
void paintModel(QPainter& painter, const PlotFrame& frame, const PlotStyle& style, const SpectrumBars& bars) {
    painter.setPen(QPen(style.theme.muted, 1.2 * style.lineWidth, Qt::DotLine));
    for (std::size_t i = 0; i < bars.modelCounts.size(); ++i) {
        const QRectF box = barRect(frame, bars, i, bars.modelCounts[i]);
        if (bars.modelCounts[i] == 0 || box.isEmpty()) continue;
        painter.drawPolyline(QPolygonF{{box.bottomLeft(), box.topLeft(), box.topRight(), box.bottomRight()}});
    }
}

void paintErrors(QPainter& painter, const PlotFrame& frame, const PlotStyle& style,
                 const SpectrumBars& bars) {
    painter.setPen(QPen(style.theme.text, style.lineWidth));
    for (std::size_t i = 0; i < bars.lows.size(); ++i) {
        if (!std::isfinite(bars.lows[i]) || !std::isfinite(bars.highs[i])) continue;
        const double middle = (frame.map(bars.edges[i], 0).x() + frame.map(bars.edges[i + 1], 0).x()) / 2;
        if (middle < frame.area.left() || middle > frame.area.right()) continue;
        const auto level = [&](double value) {
            return std::clamp(frame.map(0, std::max(value, 0.0)).y(), frame.area.top(), frame.area.bottom());
        };
        const double low = level(bars.lows[i]), high = level(bars.highs[i]);
        if (low - high > 1) painter.drawLine(QPointF(middle, low), QPointF(middle, high));
    }
}

}  // namespace

std::optional<std::size_t> SpectrumBars::barAt(double eigenvalue) const {
    if (edges.empty() || eigenvalue < edges.front() || eigenvalue > edges.back()) return std::nullopt;
    const auto above = std::upper_bound(edges.begin() + 1, edges.end() - 1, eigenvalue);
    return static_cast<std::size_t>(above - edges.begin()) - 1;
}

bool SpectrumBars::isMerged(std::size_t bar) const {
    if (!estimated || !covers) return false;
    const auto width = [&](std::size_t i) {
        return transform.toAxis(edges[i + 1]) - transform.toAxis(edges[i]);
    };
    double narrowest = width(0);
    for (std::size_t i = 1; i < counts.size(); ++i) narrowest = std::min(narrowest, width(i));
    return width(bar) > 1.5 * narrowest;
}

PlotAxis SpectrumBars::horizontalAxis() const {
    PlotAxis axis;
    axis.transform = transform;
    axis.low = transform.toAxis(edges.front());
    axis.high = transform.toAxis(edges.back());
    axis.label = QCoreApplication::translate("basin::ui::SpectrumPlot", "eigenvalue");
    axis.margin = 0;
    return axis;
}

PlotAxis SpectrumBars::verticalAxis() const {
    double largest = 1;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const bool known = i < highs.size() && std::isfinite(highs[i]);
        largest = std::max(largest, known ? highs[i] : counts[i]);
    }
    for (const double count : modelCounts) largest = std::max(largest, count);
    PlotAxis axis;
    // One eigenvalue must be seen beside a thousand, and none at all has its place too.
    axis.transform = largest > linearCounts ? AxisTransform::symlog(1) : AxisTransform::linear();
    axis.integers = largest <= linearCounts;
    axis.high = 1.05 * axis.transform.toAxis(largest);
    axis.margin = 0;
    axis.label = QCoreApplication::translate("basin::ui::SpectrumPlot", "eigenvalues in a bar");
    axis.shortLabel = QCoreApplication::translate("basin::ui::SpectrumPlot", "number");
    return axis;
}

SpectrumBars histogramOf(const SolverRun& run, std::size_t record) {
    SpectrumBars bars;
    bars.iteration = run.history[record].iteration;
    const Vector& values = run.eigenvalues[record];
    const Vector none;
    const Vector& model = record < run.model_eigenvalues.size() ? run.model_eigenvalues[record] : none;
    std::vector<double> all(values.begin(), values.end());
    all.insert(all.end(), model.begin(), model.end());
    bars.transform = AxisTransform::symlogFor(all);
    bars.edges = barEdges(values, model, bars.transform);
    bars.counts = counted(values, bars.edges);
    // The exact model has nothing to add.
    if (model.size() > 0 && model != values) bars.modelCounts = counted(model, bars.edges);
    return bars;
}

SpectrumBars densityBarsOf(const SolverRun& run, std::size_t record, Index dimension) {
    const SpectralDensity& density = *run.densities[record];
    const auto count = static_cast<double>(dimension);
    SpectrumBars bars;
    bars.iteration = run.history[record].iteration;
    bars.estimated = true;
    bars.transform = AxisTransform::symlog(density.linear_width);
    bars.edges.assign(density.edges.begin(), density.edges.end());
    for (Index i = 0; i < density.share.size(); ++i) {
        bars.counts.push_back(count * density.share[i]);
        bars.lows.push_back(count * density.share_low[i]);
        bars.highs.push_back(count * density.share_high[i]);
    }
    bars.marks.assign(run.eigenvalues[record].begin(), run.eigenvalues[record].end());
    bars.covers = density.covers;
    bars.probes = density.probes;
    bars.steps = density.steps;
    return bars;
}

QColor spectrumBarColor(const SpectrumBars& bars, QColor color) {
    color.setAlpha(bars.estimated ? 130 : 190);
    return color;
}

void paintSpectrumBars(QPainter& painter, const PlotFrame& frame, const PlotStyle& style,
                       const SpectrumBars& bars) {
    painter.setPen(Qt::NoPen);
    for (std::size_t i = 0; i < bars.counts.size(); ++i) {
        if (!(bars.counts[i] > 0)) continue;
        QRectF box = barRect(frame, bars, i, bars.counts[i]);
        if (box.isEmpty()) continue;
        // A hair of ground between neighbours, where they are wide enough.
        if (box.width() > 4) box.adjust(0.5, 0, -0.5, 0);
        const bool isNegative = (bars.edges[i] + bars.edges[i + 1]) / 2 < 0;
        painter.fillRect(box, spectrumBarColor(bars, isNegative ? style.theme.danger : style.theme.accent));
    }
    const double zero = frame.map(0, 0).x();
    if (zero > frame.area.left() && zero < frame.area.right()) {
        painter.setPen(QPen(style.theme.muted, 1));
        painter.drawLine(QPointF(zero, frame.area.top()), QPointF(zero, frame.area.bottom()));
    }
}

void paintSpectrumBarSigns(QPainter& painter, const PlotFrame& frame, const PlotStyle& style,
                           const SpectrumBars& bars) {
    paintModel(painter, frame, style, bars);
    paintErrors(painter, frame, style, bars);
    painter.setPen(QPen(style.theme.text, 1));
    for (const double value : bars.marks) {
        const double x = frame.map(value, 0).x();
        if (x < frame.area.left() || x > frame.area.right()) continue;
        painter.drawLine(QPointF(x, frame.area.bottom()), QPointF(x, frame.area.bottom() - markLength));
    }
}

QByteArray spectrumBarsCsv(const SpectrumBars& bars) {
    CsvWriter table({"iteration", "kind", "low", "high", "count", "count_low", "count_high", "model_count"});
    for (std::size_t i = 0; i < bars.counts.size(); ++i) {
        table.cell(bars.iteration).cell(eigenvalue_kind(false, bars.estimated));
        table.cell(bars.edges[i]).cell(bars.edges[i + 1]).cell(bars.counts[i]);
        table.cell(bars.lows.empty() ? not_applicable : bars.lows[i]);
        table.cell(bars.highs.empty() ? not_applicable : bars.highs[i]);
        table.cell(bars.modelCounts.empty() ? not_applicable : bars.modelCounts[i]).end_line();
    }
    return QByteArray::fromStdString(table.text());
}

}  // namespace basin::ui
