// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/spectrum_lines.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/io/formats/csv.h"
#include "core/io/spectrum_files.h"
#include "ui/chart/polyline.h"

namespace basin::ui {

namespace {

// More lines than this are drawn without antialiasing, and points without dots.
constexpr Index fineLines = 48;
constexpr std::size_t dottedRecords = 40;

/// The i-th eigenvalue of every stride-th record that has them, and of the last one, up to the playhead.
std::vector<QPointF> line(const SolverRun& run, const std::vector<Vector>& spectra, Index i, Index playhead,
                          std::size_t stride) {
    std::vector<QPointF> points;
    for (std::size_t k = 0; k < spectra.size(); k = std::max(k + 1, std::min(k + stride, spectra.size() - 1)))
        if (spectra[k].size() > i && run.history[k].iteration <= playhead)
            points.emplace_back(static_cast<double>(run.history[k].iteration), spectra[k][i]);
    return points;
}

/// Every how many records are drawn to have about that many a pixel.
std::size_t strideFor(std::size_t records, double pixels, double aPixel) {
    const double wanted = aPixel * std::max(pixels, 1.0);
    return std::max<std::size_t>(1, static_cast<std::size_t>(static_cast<double>(records) / wanted));
}

/// The parts of the plot area above and below zero.
struct Halves {
    QRectF above, below;
};
Halves halves(const PlotFrame& frame) {
    const double zero = std::clamp(frame.map(0, 0).y(), frame.area.top(), frame.area.bottom());
    return {QRectF(frame.area.topLeft(), QPointF(frame.area.right(), zero)),
            QRectF(QPointF(frame.area.left(), zero), frame.area.bottomRight())};
}

/// What an estimate may be wrong by, where that can be seen.
void paintErrorBar(QPainter& painter, const PlotFrame& frame, double iteration, double value, double error) {
    QPointF low = frame.map(iteration, value - error), high = frame.map(iteration, value + error);
    if (low.y() - high.y() < 4 || low.x() < frame.area.left() || low.x() > frame.area.right()) return;
    low.setY(std::min(low.y(), frame.area.bottom()));
    high.setY(std::max(high.y(), frame.area.top()));
    if (low.y() > high.y()) painter.drawLine(low, high);
}

}  // namespace

void SpectrumRange::follow(const SolverRun& run) {
    if (run_ != &run || run.eigenvalues.size() < records_) {
        *this = {};
        run_ = &run;
        low_ = smallest_ = std::numeric_limits<double>::infinity();
        high_ = -low_;
    }
    for (; records_ < run.eigenvalues.size(); ++records_) {
        include(run.eigenvalues[records_]);
        exactCount_ = std::max(exactCount_, run.eigenvalues[records_].size());
        if (records_ >= run.model_eigenvalues.size()) continue;
        include(run.model_eigenvalues[records_]);
        modelCount_ = std::max(modelCount_, run.model_eigenvalues[records_].size());
    }
}

void SpectrumRange::include(const Vector& values) {
    for (const double v : values) {
        if (!std::isfinite(v)) continue;
        low_ = std::min(low_, v);
        high_ = std::max(high_, v);
        if (v != 0) smallest_ = std::min(smallest_, std::abs(v));
    }
}

PlotAxis SpectrumRange::axis() const {
    PlotAxis axis;
    axis.transform = AxisTransform::symlogFor(std::array{low_, high_, smallest_});
    axis.low = axis.transform.toAxis(low_);
    axis.high = axis.transform.toAxis(high_);
    return axis;
}

void paintSpectrumLines(QPainter& painter, const PlotFrame& frame, const PlotStyle& style,
                        const SolverRun& run, const SpectrumRange& range, Index playhead) {
    const Theme& theme = style.theme;
    const Index lines = range.exactCount();
    // Smooth lines cost ten times as much, and nobody sees them where many lie close together.
    const bool fine = lines <= fineLines && run.eigenvalues.size() <= dottedRecords;
    painter.setRenderHint(QPainter::Antialiasing, fine);
    // The lines between the outermost ones need no more than the pixels can show.
    const std::size_t records = run.eigenvalues.size();
    const std::size_t inner = strideFor(records, frame.area.width(), 1);
    const std::size_t outer = fine ? 1 : strideFor(records, frame.area.width(), 4);
    const auto [above, below] = halves(frame);
    const auto draw = [&](const std::vector<QPointF>& points, const QPen& pen, const QRectF& part) {
        painter.setPen(pen);
        for (const QPolygonF& piece : visiblePieces(points, true, frame, part)) painter.drawPolyline(piece);
    };
    for (Index i = 0; i < lines; ++i) {
        const bool outermost = i == 0 || i == lines - 1;
        const std::vector<QPointF> points =
            line(run, run.eigenvalues, i, playhead, outermost ? outer : inner);
        QColor color = theme.accent;
        if (!outermost) color.setAlpha(lines <= fineLines ? 150 : 70);
        const double width = !fine ? 1 : outermost ? 1.5 * style.lineWidth : style.lineWidth;
        draw(points, QPen(color, width), above);
        if (range.hasNegative()) draw(points, QPen(theme.danger, width), below);
    }
    for (Index i = 0; i < range.modelCount(); ++i)
        draw(line(run, run.model_eigenvalues, i, playhead, inner),
             QPen(theme.muted, style.lineWidth, Qt::DotLine), frame.area);
    if (below.height() > 0.5 && above.height() > 0.5) {
        painter.setPen(QPen(theme.muted, 1));
        painter.drawLine(below.topLeft(), below.topRight());
    }
}

bool hasSpectrumDots(const SolverRun& run, const SpectrumRange& range) {
    return run.history.size() <= dottedRecords && range.exactCount() <= fineLines;
}

void paintSpectrumDots(QPainter& painter, const PlotFrame& frame, const PlotStyle& style,
                       const SolverRun& run, const SpectrumRange& range, Index playhead) {
    if (!hasSpectrumDots(run, range)) return;
    const Theme& theme = style.theme;
    for (std::size_t k = 0; k < run.eigenvalues.size(); ++k) {
        if (run.history[k].iteration > playhead) break;
        const auto iteration = static_cast<double>(run.history[k].iteration);
        for (Index i = 0; i < run.eigenvalues[k].size(); ++i) {
            const double value = run.eigenvalues[k][i];
            const QColor color = value < 0 ? theme.danger : theme.accent;
            if (run.is_estimated(k)) {
                painter.setPen(QPen(color, 1));
                paintErrorBar(painter, frame, iteration, value, run.eigenvalue_errors[k][i]);
            }
            const QPointF p = frame.map(iteration, value);
            if (!frame.shows(p, 1)) continue;
            painter.setPen(Qt::NoPen);
            painter.setBrush(color);
            painter.drawEllipse(p, spectrumDotRadius, spectrumDotRadius);
        }
    }
}

QByteArray spectrumLinesCsv(const SolverRun& run, Index playhead) {
    CsvWriter table({"iteration", "index", "eigenvalue", "model_eigenvalue", "kind", "error"});
    const Vector none;
    for (std::size_t k = 0; k < run.eigenvalues.size(); ++k) {
        if (run.history[k].iteration > playhead) break;
        const Vector& exact = run.eigenvalues[k];
        const Vector& approximate = k < run.model_eigenvalues.size() ? run.model_eigenvalues[k] : none;
        const bool estimated = run.is_estimated(k);
        for (Index i = 0; i < std::max(exact.size(), approximate.size()); ++i) {
            table.cell(run.history[k].iteration).cell(i);
            table.cell(i < exact.size() ? exact[i] : not_applicable);
            table.cell(i < approximate.size() ? approximate[i] : not_applicable);
            table.cell(eigenvalue_kind(false, estimated));
            table.cell(estimated ? run.eigenvalue_errors[k][i] : not_applicable).end_line();
        }
    }
    return QByteArray::fromStdString(table.text());
}

}  // namespace basin::ui
