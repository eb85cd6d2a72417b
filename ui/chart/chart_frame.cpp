// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/chart_frame.h"

#include <algorithm>

#include <QFontMetricsF>
#include <QImage>

#include "ui/chart/marker.h"

namespace basin::ui {

namespace {

constexpr double gap = 4;

void paintGrid(QPainter& painter, const ChartLayout& layout, const PlotFrame& frame, const Theme& theme) {
    painter.setPen(QPen(theme.grid, 1));
    for (const Tick& tick : layout.xTicks) {
        const double x = frame.toPixel({tick.position, 0}).x();
        painter.drawLine(QPointF(x, frame.area.top()), QPointF(x, frame.area.bottom()));
    }
    for (const Tick& tick : layout.yTicks) {
        const double y = frame.toPixel({0, tick.position}).y();
        painter.drawLine(QPointF(frame.area.left(), y), QPointF(frame.area.right(), y));
    }
    painter.setPen(QPen(theme.dark ? theme.border.lighter(150) : theme.border.darker(112), 1));
    painter.drawLine(frame.area.bottomLeft(), frame.area.bottomRight());
    painter.drawLine(frame.area.topLeft(), frame.area.bottomLeft());
}

void paintTickLabels(QPainter& painter, const ChartLayout& layout, const PlotFrame& frame) {
    const QFontMetricsF metrics(painter.font());
    const double height = metrics.height();
    for (const Tick& tick : layout.xTicks) {
        const double x = frame.toPixel({tick.position, 0}).x();
        const double width = metrics.horizontalAdvance(tick.label) + 2;
        painter.drawText(QRectF(x - width / 2, frame.area.bottom() + gap, width, height), Qt::AlignCenter,
                         tick.label);
    }
    for (const Tick& tick : layout.yTicks) {
        const double y = frame.toPixel({0, tick.position}).y();
        const double width = metrics.horizontalAdvance(tick.label) + 2;
        painter.drawText(QRectF(frame.area.left() - gap - width, y - height / 2, width, height),
                         Qt::AlignRight | Qt::AlignVCenter, tick.label);
    }
}

void paintAxisLabels(QPainter& painter, const ChartLayout& layout) {
    painter.drawText(layout.xLabel, Qt::AlignCenter | Qt::TextDontClip, layout.xText);
    if (layout.yLabelUpright)
        paintUpright(painter, layout.yLabel, layout.yText);
    else
        painter.drawText(layout.yLabel, Qt::AlignLeft | Qt::AlignVCenter, layout.yText);
}

void paintLegend(QPainter& painter, const ChartLayout& layout, const PlotStyle& style) {
    const double sample = legendSampleLength(style);
    for (const auto& [entry, box] : layout.legend) {
        const double y = box.center().y();
        const QPointF middle(box.left() + sample / 2, y);
        if (entry.isStar) {
            drawStar(painter, middle, 12, entry.color, style.theme.card);
        } else {
            painter.setPen(QPen(entry.color, std::max(style.lineWidth, 1.5), entry.dash, Qt::FlatCap));
            if (entry.dash != Qt::NoPen)
                painter.drawLine(QPointF(box.left(), y), QPointF(box.left() + sample, y));
            if (entry.marker) drawMarker(painter, *entry.marker, middle, 7, entry.color, style.theme.card);
        }
        painter.setPen(style.theme.text);
        painter.drawText(box.adjusted(sample + gap, 0, gap, 0), Qt::AlignLeft | Qt::AlignVCenter, entry.name);
    }
    if (layout.legendLeftOut == 0) return;
    painter.setPen(style.theme.muted);
    painter.drawText(layout.legendMore, Qt::AlignLeft | Qt::AlignVCenter,
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
    const double height = QFontMetricsF(painter.font()).height();
    double lastY = bar.bottom() + 2 * height;
    for (const ColorBarLabel& label : layout.barLabels) {
        const double y = bar.bottom() - label.level * bar.height();
        if (lastY - y < height && label.level < 1) continue;
        lastY = y;
        painter.drawText(QRectF(bar.right() + gap, y - height / 2, 200, height),
                         Qt::AlignLeft | Qt::AlignVCenter, label.text);
    }
}

}  // namespace

void paintUpright(QPainter& painter, const QRectF& box, const QString& text) {
    painter.save();
    painter.translate(box.center());
    painter.rotate(-90);
    painter.drawText(QRectF(-box.height() / 2, -box.width() / 2, box.height(), box.width()), Qt::AlignCenter,
                     text);
    painter.restore();
}

void paintChartFrame(QPainter& painter, const ChartLayout& layout, const ChartContent& content,
                     const PlotStyle& style) {
    const PlotFrame frame{layout.area, content.view, content.x.transform, content.y.transform};
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (!content.bare) paintGrid(painter, layout, frame, style.theme);
    painter.setRenderHint(QPainter::Antialiasing, true);
    if (!style.title.isEmpty()) {
        painter.setFont(chartTitleFont(style));
        painter.setPen(style.theme.text);
        painter.drawText(layout.title, Qt::AlignLeft | Qt::AlignVCenter, style.title);
    }
    painter.setFont(chartFont(style));
    painter.setPen(style.theme.muted);
    if (!layout.subtitle.isEmpty()) {
        painter.drawText(layout.subtitle, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, style.subtitle);
    }
    if (!content.bare) {
        paintTickLabels(painter, layout, frame);
        paintAxisLabels(painter, layout);
    }
    paintLegend(painter, layout, style);
    if (content.colorBar) {
        paintColorBar(painter, layout, *content.colorBar, style.theme);
        if (!layout.colorLabel.isEmpty()) paintUpright(painter, layout.colorLabel, content.colorLabel);
    }
}

}  // namespace basin::ui
