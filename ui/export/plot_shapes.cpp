// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/plot_shapes.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <QBuffer>

#include "ui/export/recorded_page.h"

namespace basin::ui {

namespace {

using nlohmann::ordered_json;

using Ordered = std::pair<std::size_t, ordered_json>;

/// Places on a page as places on the axes.
class OnAxes {
  public:
    explicit OnAxes(const QRectF& area) : area_(area) {}

    ordered_json point(QPointF at) const {
        return {(at.x() - area_.left()) / area_.width(), (area_.bottom() - at.y()) / area_.height()};
    }
    ordered_json path(const QPainterPath& path) const {
        ordered_json lines = ordered_json::array();
        for (const QPolygonF& polygon : path.toSubpathPolygons()) {
            ordered_json line = ordered_json::array();
            for (const QPointF& at : polygon) line.push_back(point(at));
            lines.push_back(std::move(line));
        }
        return lines;
    }

  private:
    QRectF area_;
};

std::string pngText(const QImage& image) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes.toBase64().toStdString();
}

std::vector<Ordered> shapesOf(const RecordedPage& page, const OnAxes& axes) {
    std::vector<Ordered> shapes;
    for (const RecordedFill& fill : page.fills)
        shapes.push_back({fill.order, {{"fill", colorText(fill.color)}, {"path", axes.path(fill.path)}}});
    for (const RecordedStroke& stroke : page.strokes)
        shapes.push_back({stroke.order,
                          {{"line", colorText(stroke.color)},
                           {"width", stroke.width},
                           {"dash", dashText(stroke.dash)},
                           {"path", axes.path(stroke.path)}}});
    for (const RecordedText& text : page.texts)
        shapes.push_back({text.order,
                          {{"text", text.text.toStdString()},
                           {"at", axes.point(text.ink.center())},
                           {"size", text.size},
                           {"angle", text.angle},
                           {"color", colorText(text.color)}}});
    for (const RecordedImage& image : page.images)
        shapes.push_back({image.order,
                          {{"png", pngText(image.image)},
                           {"from", axes.point(image.bounds.bottomLeft())},
                           {"to", axes.point(image.bounds.topRight())}}});
    return shapes;
}

}  // namespace

std::string colorText(const QColor& color) {
    std::string text = color.name().toStdString();
    if (color.alpha() < 255)
        text += QStringLiteral("%1").arg(color.alpha(), 2, 16, QLatin1Char('0')).toStdString();
    return text;
}

std::string dashText(Qt::PenStyle dash) {
    switch (dash) {
        case Qt::DashLine:
            return "dash";
        case Qt::DotLine:
            return "dot";
        case Qt::DashDotLine:
        case Qt::DashDotDotLine:
            return "dash-dot";
        default:
            return "solid";
    }
}

ordered_json plotShapes(const LayerPainter& layer, const PlotFrame& frame, const QFont& font, QSizeF page) {
    const RecordedPage recorded = recordPage(
        [&](QPainter& painter, QSizeF) {
            painter.setFont(font);
            layer(painter, frame);
        },
        page);
    std::vector<Ordered> shapes = shapesOf(recorded, OnAxes(frame.area));
    std::ranges::sort(shapes, {}, &Ordered::first);
    ordered_json list = ordered_json::array();
    for (Ordered& shape : shapes) list.push_back(std::move(shape.second));
    return list;
}

}  // namespace basin::ui
