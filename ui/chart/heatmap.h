// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>
#include <vector>

#include <QImage>
#include <QPainter>

#include "ui/chart/plot_frame.h"

namespace basin::ui {

/// A regular grid of colours on linear axes. Each grid point is the centre of its cell, so the picture
/// reaches half a cell beyond the outermost points.
class Heatmap {
  public:
    Heatmap() = default;
    /// colors[i + j * columns] at x = left + i dx, y = bottom + j dy, ...; right > left, top > bottom are the
    /// outermost points. A single column or row is one unit wide.
    Heatmap(std::vector<QRgb> colors, int columns, int rows, const ViewRange& points);

    /// Slanted lines over some cells, one colour a cell; a transparent one means none.
    void setHatching(std::vector<QRgb> hatches) { hatches_ = std::move(hatches); }

    bool isEmpty() const { return colors_.empty(); }
    /// The cell of a grid point (axis coordinates), or of a block of them.
    QRectF cells(int column, int row, int columns = 1, int rows = 1) const {
        return {left_ + (column - 0.5) * dx_, bottom_ + (row - 0.5) * dy_, columns * dx_, rows * dy_};
    }
    /// The picture of a view at a size in pixels; transparent outside the grid. scale: pixels per unit of
    /// length, for the hatching.
    QImage image(const ViewRange& view, QSize pixels, double scale = 1) const;
    /// Fills the frame's area, cropped to it whether or not the painter can clip.
    void paint(QPainter& painter, const PlotFrame& frame) const;

  private:
    std::vector<QRgb> colors_;
    std::vector<QRgb> hatches_;  // empty: none
    int columns_ = 0, rows_ = 0;
    double left_ = 0, bottom_ = 0, dx_ = 1, dy_ = 1;
};

}  // namespace basin::ui
