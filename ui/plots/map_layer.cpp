// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/map_layer.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "ui/chart/marker.h"

namespace basin::ui {

void MapLayer::colour(const CellColor& colorOf) {
    if (isEmpty()) return;
    std::vector<QRgb> colors;
    colors.reserve(picture_.cells().size());
    std::ranges::transform(picture_.cells(), std::back_inserter(colors), colorOf);
    heatmap_ = Heatmap(std::move(colors), picture_.columns(), picture_.rows(), picture_.centres());
}

void MapLayer::paint(QPainter& painter, const PlotFrame& frame, const CellTest& isHatched,
                     const QColor& hatching) const {
    if (isEmpty()) return;
    heatmap_.paint(painter, frame);
    for (const QRect& block : picture_.blocks(isHatched)) {
        const QRectF cells = heatmap_.cells(block.left(), block.top(), block.width(), block.height());
        drawHatching(painter, frame.toPixels(cells), hatching);
    }
}

void MapLayer::paintMissing(QPainter& painter, const PlotFrame& frame, const QPen& pen) const {
    if (isEmpty()) return;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    for (Index j = 0; j < map_->errors.size(); ++j) {
        for (Index i = 0; i < map_->radii.size(); ++i) {
            if (map_->cell(i, j).trials > 0) continue;
            const QRectF cell = frame.toPixels(picture_.coarseCell(i, j));
            if (!cell.isEmpty()) painter.drawRect(cell);
        }
    }
    painter.setRenderHint(QPainter::Antialiasing, true);
}

}  // namespace basin::ui
