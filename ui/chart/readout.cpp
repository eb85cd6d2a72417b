// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/readout.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QFontMetricsF>

#include "ui/chart/chart_layout.h"
#include "ui/chart/polyline.h"

namespace basin::ui {

namespace {

constexpr double clearance = 10;  // px around the point that stays free
constexpr double paddingX = 8, paddingY = 4;
constexpr double leastTextWidth = 60;  // px
constexpr double signHalf = 4;         // px, of a curve's marker
// Legend and labels count as much as so many px of a line.
constexpr double besideCost = 60;

/// At the eight sides of the point, those preferred first; moved along a side to stay inside.
std::array<QRectF, 8> placesAround(QPointF point, QSizeF size, const QRectF& bounds) {
    const double right = point.x() + clearance, left = point.x() - clearance - size.width();
    const double above = point.y() - clearance - size.height(), below = point.y() + clearance;
    const double x = std::clamp(point.x() - size.width() / 2, bounds.left(),
                                std::max(bounds.left(), bounds.right() - size.width()));
    const double y = std::clamp(point.y() - size.height() / 2, bounds.top(),
                                std::max(bounds.top(), bounds.bottom() - size.height()));
    return {QRectF({right, above}, size), QRectF({left, above}, size), QRectF({right, below}, size),
            QRectF({left, below}, size),  QRectF({right, y}, size),    QRectF({left, y}, size),
            QRectF({x, above}, size),     QRectF({x, below}, size)};
}

/// The words in lines of at most this width; a word that is longer has a line of its own.
QStringList wrapped(const QString& text, double width, const QFontMetricsF& metrics) {
    QStringList lines{QString()};
    for (const QString& word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const QString longer = lines.back().isEmpty() ? word : lines.back() + QLatin1Char(' ') + word;
        if (!lines.back().isEmpty() && metrics.horizontalAdvance(longer) > width)
            lines << word;
        else
            lines.back() = longer;
    }
    return lines;
}

QSizeF sizeOf(const QStringList& lines, const QFontMetricsF& metrics) {
    double width = 0;
    for (const QString& line : lines) width = std::max(width, metrics.horizontalAdvance(line));
    return {std::ceil(width) + 2 * paddingX,
            static_cast<double>(lines.size()) * metrics.height() + 2 * paddingY};
}

}  // namespace

QRectF placeBeside(QPointF point, QSizeF size, const ReadoutGround& ground) {
    const auto hides = [&ground](const QRectF& place) {
        const QRectF around = place.adjusted(-signHalf, -signHalf, signHalf, signHalf);
        return std::ranges::any_of(ground.read, [&](QPointF at) { return around.contains(at); });
    };
    QRectF best;
    double least = 0;
    for (const QRectF& bounds : {ground.area, ground.canvas}) {
        for (const QRectF& place : placesAround(point, size, bounds)) {
            if (!bounds.contains(place) || hides(place)) continue;
            const double cost =
                lengthInside(ground.drawn, place) + (ground.area.contains(place) ? 0 : besideCost);
            if (!best.isEmpty() && cost >= least) continue;
            best = place;
            least = cost;
        }
    }
    return best;
}

Readout layoutReadout(QPointF point, const QStringList& texts, ReadoutGround ground, const PlotStyle& style) {
    if (texts.isEmpty()) return {};
    const QFontMetricsF metrics(chartFont(style));
    const double whole = sizeOf(texts, metrics).width() - 2 * paddingX;
    for (const bool offWhatIsRead : {true, false}) {
        if (!offWhatIsRead) ground.read.clear();  // off the point at least
        for (double room = whole; room >= std::min(whole, leastTextWidth); room *= 0.8) {
            Readout readout;
            for (const QString& text : texts)
                readout.lines += room < whole ? wrapped(text, room, metrics) : QStringList{text};
            readout.box = placeBeside(point, sizeOf(readout.lines, metrics), ground);
            if (!readout.box.isEmpty()) return readout;
        }
    }
    // No place is off the point: at least nothing is cut off at the left and the top.
    return {QRectF(ground.canvas.topLeft(), sizeOf(texts, metrics)), texts};
}

void paintReadout(QPainter& painter, const Readout& readout, const PlotStyle& style) {
    if (readout.lines.isEmpty()) return;
    painter.setFont(chartFont(style));
    const double height = QFontMetricsF(painter.font()).height();
    QColor ground = style.theme.card;
    ground.setAlpha(245);
    painter.setPen(QPen(style.theme.border, 1));
    painter.setBrush(ground);
    painter.drawRoundedRect(readout.box, 4, 4);
    painter.setPen(style.theme.text);
    double y = readout.box.top() + paddingY;
    for (const QString& line : readout.lines) {
        painter.drawText(QRectF(readout.box.left() + paddingX, y, readout.box.width(), height), Qt::AlignLeft,
                         line);
        y += height;
    }
}

}  // namespace basin::ui
