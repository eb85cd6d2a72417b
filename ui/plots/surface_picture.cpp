// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/surface_picture.h"

#include <algorithm>
#include <cmath>

namespace basin::ui {

namespace {

constexpr int colors = 256;
// A hairline of a cell's own colour closes the seams that smooth edges leave between cells.
constexpr double seam = 0.6;      // px
constexpr int belowDarker = 150;  // per cent
// Along each side, about; of a small picture fewer.
constexpr double meshLines = 16, lineSpacing = 12;  // px
const QColor lineColor(255, 255, 255, 70);
constexpr double lineWidth = 0.8;

/// Corners go around the other way when a cell turns its back on the eye.
bool isSeenFromAbove(const QPointF (&corners)[4]) {
    const QPointF one = corners[2] - corners[0], other = corners[3] - corners[1];
    return one.x() * other.y() - one.y() * other.x() < 0;
}

/// Pixels of a mesh's nodes.
class NodePixels {
  public:
    NodePixels(const SurfaceMesh& mesh, const SurfaceProjection& projection) : row_(mesh.cells() + 1) {
        pixels_.reserve(static_cast<std::size_t>(row_) * static_cast<std::size_t>(row_));
        for (int j = 0; j < row_; ++j)
            for (int i = 0; i < row_; ++i) pixels_.push_back(projection.toPixel(mesh.node(i, j)));
    }
    const QPointF& at(int i, int j) const {
        return pixels_[static_cast<std::size_t>(j) * static_cast<std::size_t>(row_) +
                       static_cast<std::size_t>(i)];
    }

  private:
    int row_;
    std::vector<QPointF> pixels_;
};

}  // namespace

void SurfacePicture::Inks::add(const QColor& color) {
    brushes.emplace_back(color);
    pens.emplace_back(color, seam, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
}

SurfacePicture::SurfacePicture(ColorMap map) {
    for (int k = 0; k < colors; ++k) {
        const QColor color = QColor::fromRgb(mapColor(map, static_cast<double>(k) / (colors - 1)));
        above_.add(color);
        below_.add(color.darker(belowDarker));
    }
}

void SurfacePicture::paint(QPainter& painter, const SurfaceMesh& mesh, const SurfaceProjection& projection,
                           bool smooth) const {
    if (mesh.isEmpty()) return;
    const int cells = mesh.cells();
    const NodePixels pixels(mesh, projection);
    const CellOrder alongA = CellOrder::along(cells, projection.isNearAtLargeA());
    const CellOrder alongB = CellOrder::along(cells, projection.isNearAtLargeB());
    const double side = projection.scale() * mesh.net().width();
    const int every = std::max(1, static_cast<int>(cells / std::min(meshLines, side / lineSpacing)));
    const QPen line(lineColor, lineWidth), none(Qt::NoPen);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, smooth);
    for (int k = 0; k < cells; ++k)
        for (int l = 0; l < cells; ++l) {
            const int i = alongA.at(l), j = alongB.at(k);
            if (mesh.isHole(i, j)) continue;
            const auto color = static_cast<std::size_t>(std::lround(mesh.level(i, j) * (colors - 1)));
            const QPointF corners[] = {pixels.at(i, j), pixels.at(i + 1, j), pixels.at(i + 1, j + 1),
                                       pixels.at(i, j + 1)};
            const Inks& inks = isSeenFromAbove(corners) ? above_ : below_;
            painter.setBrush(inks.brushes[color]);
            painter.setPen(smooth ? inks.pens[color] : none);
            painter.drawConvexPolygon(corners, 4);
            // Lines lie on the far sides, where both neighbours have been drawn.
            const int farA = alongA.step > 0 ? i : i + 1, farB = alongB.step > 0 ? j : j + 1;
            if (farA % every != 0 && farB % every != 0) continue;
            painter.setPen(line);
            if (farA % every == 0) painter.drawLine(pixels.at(farA, j), pixels.at(farA, j + 1));
            if (farB % every == 0) painter.drawLine(pixels.at(i, farB), pixels.at(i + 1, farB));
        }
    painter.restore();
}

}  // namespace basin::ui
