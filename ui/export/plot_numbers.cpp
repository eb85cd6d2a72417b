// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/plot_numbers.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

#include "core/io/formats/csv.h"
#include "ui/chart/chart_frame.h"
#include "ui/chart/rich_text.h"
#include "ui/export/plot_shapes.h"
#include "ui/export/print_units.h"
#include "ui/plots/plot_view.h"

namespace basin::ui {

namespace {

using nlohmann::ordered_json;

/// null where there is none: JSON has neither NaN nor infinities.
ordered_json number(double value) {
    return std::isfinite(value) ? ordered_json(value) : ordered_json();
}

std::string scaleText(AxisScale scale) {
    switch (scale) {
        case AxisScale::logarithmic:
            return "logarithmic";
        case AxisScale::symlog:
            return "symlog";
        case AxisScale::linear:
            break;
    }
    return "linear";
}

/// Where they stand on the axis, 0 to 1; those that have no room for a label have none.
ordered_json ticksJson(const std::vector<Tick>& ticks, const std::vector<QRectF>& boxes, double low,
                       double high) {
    ordered_json list = ordered_json::array();
    for (std::size_t i = 0; i < ticks.size(); ++i) {
        const bool isShown = i < boxes.size() && !boxes[i].isNull();
        list.push_back({(ticks[i].position - low) / (high - low),
                        isShown ? ticks[i].label.toStdString() : std::string()});
    }
    return list;
}

/// A place on the figure from 0 to 1, left to right and bottom to top.
ordered_json onFigure(QPointF at, QSizeF size) {
    return {at.x() / size.width(), 1 - at.y() / size.height()};
}

ordered_json axisJson(const AxisTransform& transform, const QString& label, double low, double high) {
    return {{"label", plainText(label).toStdString()},
            {"scale", scaleText(transform.scale())},
            {"constant", transform.constant()},
            {"from", low},
            {"to", high}};
}

ordered_json axesJson(const FigureParts& parts, QSizeF size) {
    const ViewRange& view = parts.frame.view;
    const ChartLayout& layout = parts.layout;
    ordered_json x = axisJson(parts.content.x.transform, layout.xText, view.left, view.right);
    x["label_at"] = onFigure(layout.xLabel.center(), size);
    x["ticks"] = ticksJson(layout.xTicks, layout.xTickLabels, view.left, view.right);
    ordered_json y = axisJson(parts.content.y.transform, layout.yText, view.bottom, view.top);
    y["label_at"] = onFigure(layout.yLabel.center(), size);
    y["upright"] = layout.yLabelUpright;
    y["ticks"] = ticksJson(layout.yTicks, layout.yTickLabels, view.bottom, view.top);
    return {{"x", std::move(x)}, {"y", std::move(y)}};
}

std::string markerText(const std::optional<SolverStyle::Marker>& marker) {
    using enum SolverStyle::Marker;
    if (!marker) return "";
    switch (*marker) {
        case circle:
            return "circle";
        case square:
            return "square";
        case triangle:
            return "triangle";
        case diamond:
            return "diamond";
        case cross:
            break;
    }
    return "cross";
}

ordered_json curveJson(const Curve& curve, double lineWidth) {
    ordered_json json{{"name", curve.name.toStdString()}, {"color", colorText(curve.color)},
                      {"dash", dashText(curve.dash)},     {"marker", markerText(curve.marker)},
                      {"width", curve.width * lineWidth}, {"in_legend", curve.inLegend}};
    ordered_json x = ordered_json::array(), y = ordered_json::array();
    for (const QPointF& point : curve.points) {
        x.push_back(number(point.x()));
        y.push_back(number(point.y()));
    }
    json["x"] = std::move(x);
    json["y"] = std::move(y);
    return json;
}

struct WrittenTable {
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;
};

WrittenTable tableOf(const PlotView& plot) {
    const std::string text = plot.csv().toStdString();
    CsvReader reader(text, "data");
    WrittenTable table;
    std::vector<std::string_view> cells;
    if (reader.next(cells)) table.columns.assign(cells.begin(), cells.end());
    while (reader.next(cells)) table.rows.emplace_back(cells.begin(), cells.end());
    return table;
}

ordered_json cellJson(const std::string& cell) {
    if (cell.empty()) return {};
    const WrittenNumber value = written_number(cell);
    return value.good() && std::isfinite(value.value) ? ordered_json(value.value) : ordered_json(cell);
}

ordered_json tableJson(const PlotView& plot) {
    const WrittenTable table = tableOf(plot);
    ordered_json rows = ordered_json::array();
    for (const std::vector<std::string>& cells : table.rows) {
        ordered_json row = ordered_json::array();
        for (const std::string& cell : cells) row.push_back(cellJson(cell));
        rows.push_back(std::move(row));
    }
    return {{"columns", table.columns}, {"rows", std::move(rows)}};
}

/// Title, legend and colour bar, on the whole figure.
ordered_json pageShapes(const FigureParts& parts, const PlotStyle& style, QSizeF size, double scale) {
    ChartContent content = parts.content;
    content.bare = true;  // grid, ticks and axis labels are told by themselves
    const LayerPainter paint = [&](QPainter& painter, const PlotFrame&) {
        paintChartFrame(painter, parts.layout, content, style);
        paintLegendOnArea(painter, parts.layout, style);
    };
    PlotFrame whole;
    whole.area = QRectF(QPointF(0, 0), size);
    return plotShapes(paint, whole, parts.layout.font, size, scale);
}

void addChart(ordered_json& json, const FigureParts& parts, const PlotStyle& style, QSizeF size,
              double points) {
    const double scale = points / pointsPerUnit;
    const QRectF& area = parts.frame.area;
    json["font_size"] = parts.layout.font.pixelSize() * points;
    json["ground"] = colorText(style.theme.card);
    json["ink"] = colorText(style.theme.muted);
    json["grid"] = style.grid ? colorText(style.theme.grid) : std::string();
    json["bare"] = parts.content.bare;
    json["area"] = {onFigure(area.bottomLeft(), size), onFigure(area.topRight(), size)};
    json["axes"] = axesJson(parts, size);
    ordered_json& curves = json["curves"] = ordered_json::array();
    // A bare chart draws its curves itself.
    if (!parts.content.bare)
        for (const Curve& curve : parts.curves) curves.push_back(curveJson(curve, style.lineWidth * points));
    ordered_json& legend = json["legend"] = ordered_json::array();
    for (const PlacedLegendEntry& placed : parts.layout.legend)
        legend.push_back(plainText(placed.entry.name).toStdString());
    json["page"] = pageShapes(parts, style, size, scale);
    json["below"] = plotShapes(parts.below, parts.frame, parts.layout.font, size, scale);
    json["above"] = plotShapes(parts.above, parts.frame, parts.layout.font, size, scale);
}

/// The number of a word among those of its column.
double placeOf(const std::string& word, std::vector<std::string>& words) {
    const auto place = static_cast<std::size_t>(std::ranges::find(words, word) - words.begin());
    if (place == words.size()) words.push_back(word);
    return static_cast<double>(place);
}

}  // namespace

ordered_json plotNumbers(PlotView& plot, const PlotStyle& style, QSizeF size, double scale) {
    const double points = pointsPerUnit * scale;
    ordered_json json{{"format", "basin-plot"}, {"version", 1}};
    json["title"] = style.title.toStdString();
    json["subtitle"] = style.subtitle.toStdString();
    json["width"] = size.width() * points;
    json["height"] = size.height() * points;
    plot.visitFigure(size, style,
                     [&](const FigureParts& parts) { addChart(json, parts, style, size, points); });
    json["table"] = tableJson(plot);
    return json;
}

Matrix plotMatrix(const PlotView& plot) {
    const WrittenTable table = tableOf(plot);
    Matrix values(static_cast<Index>(table.rows.size()), static_cast<Index>(table.columns.size()));
    std::vector<std::vector<std::string>> words(table.columns.size());
    for (std::size_t i = 0; i < table.rows.size(); ++i)
        for (std::size_t j = 0; j < table.columns.size(); ++j) {
            const std::string& cell = table.rows[i][j];
            const WrittenNumber number = written_number(cell);
            values(static_cast<Index>(i), static_cast<Index>(j)) = cell.empty()    ? not_applicable
                                                                   : number.good() ? number.value
                                                                                   : placeOf(cell, words[j]);
        }
    return values;
}

}  // namespace basin::ui
