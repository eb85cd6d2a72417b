// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/heatmap.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QPaintEngine>

namespace basin::ui {

namespace {

constexpr double hatchSpacing = 6;  // as of drawHatching()

/// For each pixel along one axis the cell it shows, -1 outside.
std::vector<int> cellsAlong(double low, double high, int pixels, double firstPoint, double spacing,
                            int cells) {
    std::vector<int> index(static_cast<std::size_t>(pixels), -1);
    for (int k = 0; k < pixels; ++k) {
        const double at = low + (k + 0.5) / pixels * (high - low);
        const double cell = std::floor((at - firstPoint) / spacing + 0.5);
        if (cell >= 0 && cell < cells) index[static_cast<std::size_t>(k)] = static_cast<int>(cell);
    }
    return index;
}

/// Picture pixels per unit of the painter: the device's on the screen, enough for print in a vector file.
double pictureScale(const QPainter& painter) {
    if (painter.paintEngine()->type() != QPaintEngine::Raster) return 3;
    return std::clamp(painter.deviceTransform().m11(), 1.0, 8.0);
}

}  // namespace

Heatmap::Heatmap(std::vector<QRgb> colors, int columns, int rows, const ViewRange& points)
    : colors_(std::move(colors)),
      columns_(columns),
      rows_(rows),
      left_(points.left),
      bottom_(points.bottom),
      dx_(columns > 1 ? points.width() / (columns - 1) : 1),
      dy_(rows > 1 ? points.height() / (rows - 1) : 1) {}

QImage Heatmap::image(const ViewRange& view, QSize pixels, double scale) const {
    QImage picture(pixels, QImage::Format_ARGB32_Premultiplied);
    picture.fill(Qt::transparent);
    const std::vector<int> columns = cellsAlong(view.left, view.right, pixels.width(), left_, dx_, columns_);
    const std::vector<int> rows = cellsAlong(view.top, view.bottom, pixels.height(), bottom_, dy_, rows_);
    const int spacing = std::max(2, static_cast<int>(std::lround(hatchSpacing * scale)));
    const int width = std::max(1, static_cast<int>(std::lround(scale)));
    for (int y = 0; y < pixels.height(); ++y) {
        const int row = rows[static_cast<std::size_t>(y)];
        if (row < 0) continue;
        const QRgb* cells = colors_.data() + static_cast<std::ptrdiff_t>(row) * columns_;
        auto* line = reinterpret_cast<QRgb*>(picture.scanLine(y));
        for (int x = 0; x < pixels.width(); ++x) {
            const int column = columns[static_cast<std::size_t>(x)];
            if (column < 0) continue;
            line[x] = cells[column];
            if (hatches_.empty() || (x + y) % spacing >= width) continue;
            const QRgb hatch = hatches_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
                                        static_cast<std::size_t>(column)];
            if (qAlpha(hatch) > 0) line[x] = hatch;
        }
    }
    return picture;
}

void Heatmap::paint(QPainter& painter, const PlotFrame& frame) const {
    if (isEmpty() || frame.area.isEmpty()) return;
    const double scale = pictureScale(painter);
    const QSize pixels(std::max(1, static_cast<int>(std::lround(frame.area.width() * scale))),
                       std::max(1, static_cast<int>(std::lround(frame.area.height() * scale))));
    painter.drawImage(frame.area, image(frame.view, pixels, scale));
}

}  // namespace basin::ui
