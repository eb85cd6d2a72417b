// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/chart_frame.h"

#include <algorithm>

#include <QFontMetricsF>
#include <QImage>

#include "ui/chart/legend.h"
#include "ui/chart/rich_text.h"

namespace basin::ui {

namespace {

void paintGrid(QPainter& painter, const ChartLayout& layout, const PlotFrame& frame, const PlotStyle& style) {
    painter.setPen(QPen(style.theme.grid, style.frameWidth));
    for (const Tick& tick : layout.xTicks) {
        const double x = frame.toPixel({tick.position, 0}).x();
        painter.drawLine(QPointF(x, frame.area.top()), QPointF(x, frame.area.bottom()));
    }
    for (const Tick& tick : layout.yTicks) {
        const double y = frame.toPixel({0, tick.position}).y();
        painter.drawLine(QPointF(frame.area.left(), y), QPointF(frame.area.right(), y));
    }
}

void paintAxes(QPainter& painter, const PlotFrame& frame, const PlotStyle& style) {
    const QColor& border = style.theme.border;
    painter.setPen(QPen(style.theme.dark ? border.lighter(150) : border.darker(112), style.frameWidth));
    painter.drawLine(frame.area.bottomLeft(), frame.area.bottomRight());
    painter.drawLine(frame.area.topLeft(), frame.area.bottomLeft());
}

void paintTickLabels(QPainter& painter, const ChartLayout& layout) {
    for (std::size_t k = 0; k < layout.xTicks.size(); ++k)
        if (!layout.xTickLabels[k].isNull())
            painter.drawText(layout.xTickLabels[k], Qt::AlignCenter | Qt::TextDontClip,
                             layout.xTicks[k].label);
    for (std::size_t k = 0; k < layout.yTicks.size(); ++k)
        painter.drawText(layout.yTickLabels[k], Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip,
                         layout.yTicks[k].label);
}

/// Lines one under the other, from the top of a box.
void paintLines(QPainter& painter, QRectF box, const QStringList& lines) {
    const double height = QFontMetricsF(painter.font()).height();
    box.setHeight(height);
    for (const QString& line : lines) {
        drawText(painter, box, Qt::AlignLeft | Qt::AlignVCenter, line);
        box.translate(0, height);
    }
}

void paintAxisLabels(QPainter& painter, const ChartLayout& layout) {
    drawText(painter, layout.xLabel, Qt::AlignCenter, layout.xText);
    if (layout.yLabelUpright)
        paintUpright(painter, layout.yLabel, layout.yText);
    else
        drawText(painter, layout.yLabel, Qt::AlignLeft | Qt::AlignVCenter, layout.yText);
}

void paintLegendOf(QPainter& painter, const ChartLayout& layout, const PlotStyle& style) {
    painter.setFont(layout.legendFont);
    paintLegend(painter, layout.legend, style);
    if (layout.legendLeftOut == 0) return;
    painter.setPen(style.theme.muted);
    painter.drawText(layout.legendMore, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip,
                     QStringLiteral("+%1").arg(layout.legendLeftOut));
}

void paintColorBar(QPainter& painter, const ChartLayout& layout, const ColorScale& scale,
                   const Theme& theme) {
    const QRectF& bar = layout.colorBar;
    constexpr int steps = 256;
    QImage ramp(1, steps, QImage::Format_RGB32);
    for (int k = 0; k < steps; ++k)
        ramp.setPixel(0, k, mapColor(scale.map(), 1 - static_cast<double>(k) / (steps - 1)));
    painter.drawImage(bar, ramp);
    painter.setPen(theme.muted);
    for (const ColorBarLabel& label : layout.barLabels)
        painter.drawText(label.box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, label.text);
    if (!layout.colorText.isEmpty()) paintUpright(painter, layout.colorLabel, layout.colorText);
}

}  // namespace

void paintUpright(QPainter& painter, const QRectF& box, const QString& text) {
    painter.save();
    painter.translate(box.center());
    painter.rotate(-90);
    drawText(painter, QRectF(-box.height() / 2, -box.width() / 2, box.height(), box.width()), Qt::AlignCenter,
             text);
    painter.restore();
}

void paintChartFrame(QPainter& painter, const ChartLayout& layout, const ChartContent& content,
                     const PlotStyle& style) {
    const PlotFrame frame{layout.area, content.view, content.x.transform, content.y.transform};
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (!content.bare && style.grid) paintGrid(painter, layout, frame, style);
    if (!content.bare) paintAxes(painter, frame, style);
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(style.theme.text);
    painter.setFont(markFont(layout.titleFont));
    drawText(painter, layout.titleMark, Qt::AlignLeft | Qt::AlignVCenter, style.titleMark);
    painter.setFont(layout.titleFont);
    paintLines(painter, layout.title, layout.titleLines);
    painter.setFont(layout.font);
    painter.setPen(style.theme.muted);
    paintLines(painter, layout.subtitle, layout.subtitleLines);
    if (!content.bare) {
        paintTickLabels(painter, layout);
        paintAxisLabels(painter, layout);
    }
    if (content.colorBar) paintColorBar(painter, layout, *content.colorBar, style.theme);
    if (layout.legendFrame.isNull()) paintLegendOf(painter, layout, style);
}

void paintLegendOnArea(QPainter& painter, const ChartLayout& layout, const PlotStyle& style) {
    if (layout.legendFrame.isNull()) return;
    paintLegendGround(painter, layout.legendFrame, style);
    paintLegendOf(painter, layout, style);
}

}  // namespace basin::ui
