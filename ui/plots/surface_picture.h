// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QBrush>
#include <QPainter>
#include <QPen>

#include "ui/chart/color_map.h"
#include "ui/plots/surface_mesh.h"
#include "ui/plots/surface_projection.h"

namespace basin::ui {

/// The order in which cells hide each other: whoever draws them like this draws each before what lies in
/// front of it (painter's algorithm; of heights over a grid it is exact).
struct CellOrder {
    int first = 0, step = 1;  // along one side

    static CellOrder along(int cells, bool isNearAtEnd) {
        return isNearAtEnd ? CellOrder{0, 1} : CellOrder{cells - 1, -1};
    }
    int at(int k) const { return first + k * step; }
};

/// Draws a mesh, far cells first, in the colours of its levels, darker where they are seen from below, with
/// lines along both sides.
class SurfacePicture {
  public:
    explicit SurfacePicture(ColorMap map = ColorMap::viridis);

    /// smooth: without steps at the edges; takes three times as long.
    void paint(QPainter& painter, const SurfaceMesh& mesh, const SurfaceProjection& projection,
               bool smooth) const;

  private:
    /// One brush and one pen a colour: making them costs more than the cells do.
    struct Inks {
        std::vector<QBrush> brushes;
        std::vector<QPen> pens;

        void add(const QColor& color);
    };
    Inks above_, below_;  // of cells seen from above and from below
};

}  // namespace basin::ui
