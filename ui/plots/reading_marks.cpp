// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/reading_marks.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>
#include <QFontMetricsF>

#include "ui/chart/counted.h"
#include "ui/chart/number_format.h"
#include "ui/chart/polyline.h"
#include "ui/chart/readout.h"
#include "ui/runs/linked_reading.h"

namespace basin::ui {

namespace {

struct ReadingMarks {
    Q_DECLARE_TR_FUNCTIONS(ReadingMarks)
};

constexpr double ringRadius = 4, tagPadding = 4, cornerGap = 6;  // px

void paintTag(QPainter& painter, const PlotFrame& frame, double x, const QString& text,
              const PlotStyle& style) {
    const QFontMetricsF metrics(painter.font());
    QRectF tag(x, frame.area.bottom() - metrics.height() - 1,
               metrics.horizontalAdvance(text) + 2 * tagPadding, metrics.height());
    if (tag.right() > frame.area.right()) tag.moveRight(x);
    painter.fillRect(tag, style.theme.text);
    painter.setPen(style.theme.card);
    painter.drawText(tag, Qt::AlignCenter, text);
}

}  // namespace

void paintIterationLine(QPainter& painter, const PlotFrame& frame, double iteration, const QString& label,
                        const PlotStyle& style) {
    const double x = frame.map(iteration, 1).x();
    if (!(x >= frame.area.left() - 0.5 && x <= frame.area.right() + 0.5)) return;
    painter.setPen(QPen(label.isEmpty() ? style.theme.muted : style.theme.text, 1,
                        label.isEmpty() ? Qt::SolidLine : Qt::DashLine));
    painter.drawLine(QPointF(x, frame.area.top()), QPointF(x, frame.area.bottom()));
    if (!label.isEmpty()) paintTag(painter, frame, x, label, style);
}

void paintMarkLines(QPainter& painter, const PlotFrame& frame, const LinkedReading& reading,
                    const PlotStyle& style) {
    if (const auto a = reading.a())
        paintIterationLine(painter, frame, static_cast<double>(*a), ReadingMarks::tr("A %1").arg(*a), style);
    if (const auto b = reading.b())
        paintIterationLine(painter, frame, static_cast<double>(*b), ReadingMarks::tr("B %1").arg(*b), style);
}

void paintRing(QPainter& painter, QPointF at, const QColor& color, const PlotStyle& style) {
    painter.setBrush(Qt::NoBrush);
    for (const QPen& pen : {QPen(style.theme.card, 4), QPen(color, 2)}) {
        painter.setPen(pen);
        painter.drawEllipse(at, ringRadius, ringRadius);
    }
}

void paintLinkedReadout(QPainter& painter, const PlotFrame& frame, QPointF beside, const QStringList& lines,
                        const QPolygonF& read, const PlotStyle& style) {
    const ReadoutGround ground{frame.area, frame.area.adjusted(1, 1, -1, -1), {}, read};
    paintReadout(painter, layoutReadout(beside, lines, ground, style), style);
}

QRectF paintCornerBox(QPainter& painter, const PlotFrame& frame, const QStringList& lines,
                      const std::vector<QPolygonF>& drawn, const PlotStyle& style) {
    if (lines.isEmpty()) return {};
    const QRectF room = frame.area.adjusted(cornerGap, cornerGap, -cornerGap, -cornerGap);
    // Laid out about a point outside, for its size alone.
    Readout readout = layoutReadout({-1e6, -1e6}, lines, {{}, QRectF(-2e6, -2e6, 4e6, 4e6), {}, {}}, style);
    QRectF best;
    double least = 0;
    for (const QPointF corner : {room.topRight(), room.bottomLeft(), room.topLeft(), room.bottomRight()}) {
        QRectF box(QPointF(0, 0), readout.box.size());
        corner.x() > room.center().x() ? box.moveRight(corner.x()) : box.moveLeft(corner.x());
        corner.y() > room.center().y() ? box.moveBottom(corner.y() - QFontMetricsF(painter.font()).height())
                                       : box.moveTop(corner.y());
        const double cost = lengthInside(drawn, box);
        if (!best.isEmpty() && cost >= least) continue;
        best = box;
        least = cost;
    }
    readout.box = best;
    paintReadout(painter, readout, style);
    return best;
}

QString iterationsBetween(const LinkedReading& reading) {
    const Index between = *reading.b() - *reading.a();
    return counted(between, ReadingMarks::tr("B − A: 1 iteration"), ReadingMarks::tr("B − A: %1 iterations"));
}

QString changeText(const QString& name, const RateBetween& between) {
    if (std::isnan(between.decades)) return QStringLiteral("%1  –").arg(name);
    const QString pattern = between.decades > 0   ? ReadingMarks::tr("%1  %2 decades up")
                            : between.decades < 0 ? ReadingMarks::tr("%1  %2 decades down")
                                                  : ReadingMarks::tr("%1  %2 decades");
    const QString text = pattern.arg(name, formatNumber(std::abs(between.decades), 2));
    return std::isnan(between.rate)
               ? text
               : ReadingMarks::tr("%1, rate %2 an iteration").arg(text, formatNumber(between.rate));
}

}  // namespace basin::ui
