// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/chart_report.h"

#include <algorithm>

#include "ui/chart/chart_layout.h"
#include "ui/chart/polyline.h"

namespace basin::ui {

namespace {

DrawnCurve drawnCurve(const Curve& curve, const QPen& pen, const PlotFrame& frame, const QRectF& legendFrame,
                      const QTransform& toDevice) {
    DrawnCurve drawn{curve.name, pen.color(), pen.style(), curve.marker, {}, 0, 0, 0};
    for (const QPolygonF& piece : visiblePieces(curve.points, curve.sorted, frame, frame.area))
        drawn.lines.push_back(toDevice.map(piece));
    for (const QPointF& point : curve.points) {
        const QPointF pixel = frame.map(point.x(), point.y());
        if (!frame.shows(pixel)) continue;
        ++drawn.points;
        if (legendFrame.contains(pixel)) ++drawn.underLegend;
    }
    drawn.leftOut = pointsLeftOut(curve.points, curve.sorted, frame);
    return drawn;
}

/// "adam" and "adam, 45 % outside": one name, or one of them with something behind it.
bool areOfOneThing(const QString& a, const QString& b) {
    const QString& longer = a.size() < b.size() ? b : a;
    const QString& shorter = a.size() < b.size() ? a : b;
    return longer == shorter || (!shorter.isEmpty() && longer.startsWith(shorter + QStringLiteral(", ")));
}

void addPlaces(ChartReport& report, const ChartLayout& layout, const QTransform& toDevice) {
    const auto add = [&](ChartPart part, const QRectF& box) {
        if (!box.isEmpty()) report.places.push_back({part, toDevice.mapRect(box)});
    };
    add(ChartPart::title, layout.title);
    add(ChartPart::subtitle, layout.subtitle);
    for (const auto* boxes : {&layout.xTickLabels, &layout.yTickLabels})
        for (const QRectF& box : *boxes) add(ChartPart::tickLabels, box);
    add(ChartPart::axisTitle, layout.xLabel);
    add(ChartPart::axisTitle, layout.yLabel);
    for (const PlacedLegendEntry& entry : layout.legend) add(ChartPart::legend, entry.box);
    for (const ColorBarLabel& label : layout.barLabels) add(ChartPart::colorBar, label.box);
    add(ChartPart::colorBar, layout.colorLabel);
}

}  // namespace

ChartReport reportOf(const ChartContent& content, const ChartLayout& layout, const std::vector<Curve>& curves,
                     const PlotStyle& style, const std::function<QPen(const Curve&)>& penOf,
                     const QTransform& toDevice) {
    ChartReport report;
    report.area = toDevice.mapRect(layout.area);
    if (!layout.legendFrame.isNull()) report.legendFrame = toDevice.mapRect(layout.legendFrame);
    report.ground = style.theme.card;
    report.grid = style.theme.grid;
    report.title = style.title;
    report.xLabel = content.x.label;
    report.yLabel = content.y.label;
    const ViewRange& view = content.view;
    report.xRange = {content.x.transform.fromAxis(view.left), content.x.transform.fromAxis(view.right)};
    report.yRange = {content.y.transform.fromAxis(view.bottom), content.y.transform.fromAxis(view.top)};
    const PlotFrame frame{layout.area, content.view, content.x.transform, content.y.transform};
    for (const Curve& curve : curves)
        report.curves.push_back(drawnCurve(curve, penOf(curve), frame, layout.legendFrame, toDevice));
    for (const PlacedLegendEntry& placed : layout.legend) {
        const LegendEntry& entry = placed.entry;
        const bool isCurve = std::ranges::any_of(
            curves, [&](const Curve& curve) { return areOfOneThing(curve.name, entry.name); });
        if (!isCurve && !entry.sign)
            report.curves.push_back({entry.name, entry.color, entry.dash, entry.marker, {}, 0, 0, 0});
    }
    addPlaces(report, layout, toDevice);
    return report;
}

}  // namespace basin::ui
