// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include <QPen>
#include <QPolygonF>
#include <QRectF>
#include <QString>
#include <QTransform>

#include "ui/theme.h"

namespace basin::ui {

struct ChartContent;
struct ChartLayout;
struct Curve;
struct PlotStyle;

/// What a text on a chart is for.
enum class ChartPart { title, subtitle, tickLabels, axisTitle, legend, colorBar };

/// A curve as it was drawn, or an entry of the legend that is drawn otherwise: then without lines.
struct DrawnCurve {
    QString name;  // may be empty
    QColor color;
    Qt::PenStyle dash = Qt::SolidLine;
    std::optional<SolverStyle::Marker> marker;
    std::vector<QPolygonF> lines;
    std::size_t points = 0;       // within the axes
    std::size_t leftOut = 0;      // of them, because they lie where others do
    std::size_t underLegend = 0;  // of them, hidden by the legend on the area
};

/// What a chart tells, beside what it draws, to a device that keeps it. Places in the device's units.
struct ChartReport {
    QRectF area;
    QRectF legendFrame;  // of a legend on the area; else null
    QColor ground, grid;
    QString title, xLabel, yLabel;         // whole, whatever there is room for
    std::array<double, 2> xRange, yRange;  // of the data, low and high
    std::vector<DrawnCurve> curves;
    struct Place {
        ChartPart part;
        QRectF box;
    };
    std::vector<Place> places;
};

/// A paint device that wants to know which charts are drawn on it is one of these, too.
class ChartListener {
  public:
    virtual ~ChartListener() = default;
    virtual void chartDrawn(const ChartReport& report) = 0;
};

/// The report of a chart; penOf says how a curve is drawn, toDevice where.
ChartReport reportOf(const ChartContent& content, const ChartLayout& layout, const std::vector<Curve>& curves,
                     const PlotStyle& style, const std::function<QPen(const Curve&)>& penOf,
                     const QTransform& toDevice);

}  // namespace basin::ui
