// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/penalty_marks.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>
#include <QFontMetricsF>

#include "core/numeric/text.h"
#include "ui/chart/marker.h"
#include "ui/chart/number_format.h"
#include "ui/chart/signs.h"

namespace basin::ui {

namespace {

constexpr double markSize = 10, betaSize = 12;  // px

}  // namespace

const std::array<PenaltyPart, 3>& penaltyParts() {
    static const std::array<PenaltyPart, 3> parts{{
        {"h", QColor(0x00, 0x72, 0xB2), &PenaltyWeights::h, &PenaltyThresholds::log10_h,
         &PenaltyThresholds::capped_h, &ExactnessPoint::violation_h},
        {"u", QColor(0xD5, 0x5E, 0x00), &PenaltyWeights::u, &PenaltyThresholds::log10_u,
         &PenaltyThresholds::capped_u, &ExactnessPoint::violation_u},
        {"v", QColor(0x00, 0x9E, 0x73), &PenaltyWeights::v, &PenaltyThresholds::log10_v,
         &PenaltyThresholds::capped_v, &ExactnessPoint::violation_v},
    }};
    return parts;
}

SolverStyle lookOf(const PenaltyPart& part, const PlotStyle& style) {
    const auto& parts = penaltyParts();
    return inPalette(style.palette, {part.color, Qt::SolidLine, SolverStyle::Marker::circle},
                     static_cast<int>(&part - parts.data()), static_cast<int>(parts.size()),
                     style.theme.dark);
}

const std::array<ThresholdKind, 3>& thresholdKinds() {
    using Marker = SolverStyle::Marker;
    static const std::array<ThresholdKind, 3> kinds{{
        {"a_posteriori", QT_TRANSLATE_NOOP("basin::ui::PenaltyPlot", "measured here"), Marker::circle,
         &NetworkOutcome::a_posteriori},
        {"at_point", QT_TRANSLATE_NOOP("basin::ui::PenaltyPlot", "certified at this point"), Marker::square,
         &NetworkOutcome::at_point},
        {"a_priori", QT_TRANSLATE_NOOP("basin::ui::PenaltyPlot", "certified a priori"), Marker::triangle,
         &NetworkOutcome::a_priori},
    }};
    return kinds;
}

QString thresholdName(const ThresholdKind& kind) {
    return QCoreApplication::translate("basin::ui::PenaltyPlot", kind.name);
}

bool exceeds(double beta, double log10Threshold) {
    return std::log10(beta) > log10Threshold;
}

QString thresholdText(double log10Threshold) {
    if (std::isfinite(log10Threshold)) return QString::fromStdString(power_text(log10Threshold));
    return formatNumber(std::pow(10, log10Threshold));
}

QString thresholdText(const PenaltyThresholds& thresholds, const PenaltyPart& part) {
    const QString text = thresholdText(thresholds.*part.threshold);
    return thresholds.*part.capped ? QStringLiteral("≥ ") + text : text;
}

namespace {

/// What is told of a row is no higher than the room above it.
void fitToRows(QPainter& painter, const PlotFrame& frame, const PlotStyle& style) {
    const int least = std::max(6, static_cast<int>(std::ceil(style.smallestFont)));
    const double apart = std::abs(frame.toPixel({0, 1}).y() - frame.toPixel({0, 0}).y());
    QFont font = painter.font();
    font.setPixelSize(
        std::clamp(static_cast<int>(apart - markSize), std::min(least, font.pixelSize()), font.pixelSize()));
    painter.setFont(font);
}

/// What lies right of the view, in words at its edge.
void paintBeyond(QPainter& painter, const PlotFrame& frame, const PlotStyle& style, double y,
                 const QStringList& beyond) {
    if (beyond.isEmpty()) return;
    const QString text = beyond.join(QStringLiteral(", ")) + QStringLiteral(" ▸");
    const QFontMetricsF metrics(painter.font());
    const double room = frame.area.width() - 8;
    const QRectF box(frame.area.left() + 4, y - metrics.height() - markSize / 2 - 3, room, metrics.height());
    painter.setPen(style.theme.muted);
    painter.drawText(box, Qt::AlignRight | Qt::AlignVCenter, metrics.elidedText(text, Qt::ElideLeft, room));
}

}  // namespace

std::vector<LegendEntry> thresholdSigns(const Theme& theme) {
    std::vector<LegendEntry> signs{
        signEntry(QCoreApplication::translate("basin::ui::PenaltyPlot", "β"),
                  markerSign(SolverStyle::Marker::diamond, betaSize, theme.accent, theme.card))};
    for (const ThresholdKind& kind : thresholdKinds())
        signs.push_back(
            signEntry(thresholdName(kind), markerSign(kind.marker, markSize, theme.muted, theme.card)));
    return signs;
}

void paintThresholds(QPainter& painter, const PlotFrame& frame, const PlotStyle& style,
                     const NetworkOutcome& outcome, const PenaltyWeights& betas) {
    const auto& parts = penaltyParts();
    fitToRows(painter, frame, style);
    for (std::size_t row = 0; row < parts.size(); ++row) {
        const PenaltyPart& part = parts[row];
        // Axis coordinates are decimal logarithms themselves.
        const auto at = [&](double log10) {
            return frame.toPixel({log10, static_cast<double>(parts.size() - 1 - row)});
        };
        const double beta = std::log10(betas.*part.beta);
        const double y = at(beta).y();
        if (y < frame.area.top() || y > frame.area.bottom()) continue;
        painter.setPen(QPen(style.theme.border, 2));
        painter.drawLine(QPointF(frame.area.left(), y), QPointF(frame.area.right(), y));
        QStringList beyond;
        for (const ThresholdKind& kind : thresholdKinds()) {
            const double threshold = (outcome.*kind.thresholds).*part.threshold;
            if (std::isnan(threshold)) continue;
            if (threshold > frame.view.right)
                beyond << QStringLiteral("%1 %2").arg(thresholdName(kind),
                                                      thresholdText(outcome.*kind.thresholds, part));
            else if (threshold >= frame.view.left)
                drawMarker(painter, kind.marker, at(threshold), markSize, style.theme.muted,
                           style.theme.card);
        }
        if (beta >= frame.view.left && beta <= frame.view.right)
            drawMarker(painter, SolverStyle::Marker::diamond, at(beta), betaSize, style.theme.accent,
                       style.theme.card);
        paintBeyond(painter, frame, style, y, beyond);
    }
}

}  // namespace basin::ui
