// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/plot_numbers.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

#include "core/io/formats/csv.h"
#include "ui/export/plot_shapes.h"
#include "ui/plots/plot_view.h"

namespace basin::ui {

namespace {

using nlohmann::ordered_json;

constexpr double pointsPerUnit = 72.0 / 96;

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

ordered_json ticksJson(const std::vector<Tick>& ticks, double low, double high) {
    ordered_json list = ordered_json::array();
    for (const Tick& tick : ticks)
        list.push_back({(tick.position - low) / (high - low), tick.label.toStdString()});
    return list;
}

/// Ticks stand at their places on the axis, 0 to 1.
ordered_json axisJson(const PlotAxis& axis, const QString& label, const std::vector<Tick>& ticks, double low,
                      double high) {
    ordered_json json{{"label", label.toStdString()},
                      {"scale", scaleText(axis.transform.scale())},
                      {"constant", axis.transform.constant()},
                      {"from", low},
                      {"to", high}};
    json["ticks"] = ticksJson(ticks, low, high);
    return json;
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

/// The legend as it stands: names with the colours they have on the plot.
ordered_json legendJson(const std::vector<PlacedLegendEntry>& entries) {
    ordered_json list = ordered_json::array();
    for (const PlacedLegendEntry& placed : entries)
        list.push_back({{"name", placed.entry.name.toStdString()}, {"color", colorText(placed.entry.color)}});
    return list;
}

ordered_json colorBarJson(const FigureParts& parts) {
    constexpr int steps = 64;
    const ColorScale& scale = *parts.content.colorBar;
    ordered_json colors = ordered_json::array(), labels = ordered_json::array();
    for (int i = 0; i <= steps; ++i)
        colors.push_back(colorText(QColor::fromRgb(mapColor(scale.map(), static_cast<double>(i) / steps))));
    for (const ColorBarLabel& label : parts.layout.barLabels)
        labels.push_back({label.level, label.text.toStdString()});
    return {{"label", parts.content.colorLabel.toStdString()}, {"colors", colors}, {"labels", labels}};
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

void addChart(ordered_json& json, const FigureParts& parts, const PlotStyle& style, QSizeF size) {
    const ChartContent& content = parts.content;
    const ViewRange& view = parts.frame.view;
    json["font_size"] = style.fontSize * pointsPerUnit;
    json["ground"] = colorText(style.theme.card);
    json["ink"] = colorText(style.theme.text);
    json["grid"] = colorText(style.theme.grid);
    json["bare"] = content.bare;
    json["square"] = content.square;
    json["axes"] = {
        {"x", axisJson(content.x, content.x.label, parts.layout.xTicks, view.left, view.right)},
        {"y", axisJson(content.y, content.y.label, parts.layout.yTicks, view.bottom, view.top)}};
    ordered_json& curves = json["curves"] = ordered_json::array();
    // A bare chart draws its curves itself.
    if (!content.bare)
        for (const Curve& curve : parts.curves)
            curves.push_back(curveJson(curve, style.lineWidth * pointsPerUnit));
    json["legend"] = legendJson(parts.layout.legend);
    if (content.colorBar) json["color_bar"] = colorBarJson(parts);
    json["below"] = plotShapes(parts.below, parts.frame, parts.layout.font, size);
    json["above"] = plotShapes(parts.above, parts.frame, parts.layout.font, size);
}

/// The number of a word among those of its column.
double placeOf(const std::string& word, std::vector<std::string>& words) {
    const auto found = std::ranges::find(words, word);
    if (found == words.end()) words.push_back(word);
    return static_cast<double>(found == words.end() ? words.size() - 1
                                                    : static_cast<std::size_t>(found - words.begin()));
}

}  // namespace

ordered_json plotNumbers(PlotView& plot, const PlotStyle& style, QSizeF size) {
    ordered_json json{{"format", "basin-plot"}, {"version", 1}};
    json["title"] = style.title.toStdString();
    json["subtitle"] = style.subtitle.toStdString();
    json["width"] = size.width() * pointsPerUnit;
    json["height"] = size.height() * pointsPerUnit;
    plot.visitFigure(size, style, [&](const FigureParts& parts) { addChart(json, parts, style, size); });
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
