// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/surface_paths.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "ui/chart/marker.h"
#include "ui/chart/polyline.h"
#include "ui/plots/path_ground.h"
#include "ui/plots/surface_sight.h"

namespace basin::ui {

namespace {

// A long zigzag is followed less closely: its pieces are too many to be told apart.
constexpr double mostPoints = 3000;
constexpr double thinDistance = 0.5;  // px
constexpr double dimmed = 0.35;       // opacity

QRectF rectOf(const ViewRange& view) {
    return {view.left, view.bottom, view.width(), view.height()};
}

double lengthOf(const QPolygonF& line) {
    double length = 0;
    for (qsizetype k = 1; k < line.size(); ++k) {
        const QPointF way = line[k] - line[k - 1];
        length += std::hypot(way.x(), way.y());
    }
    return length;
}

/// Appends points to the seen and hidden pieces of a curve, which meet where one becomes the other.
class PieceMaker {
  public:
    PieceMaker(LaidCurve& laid, const SurfaceMesh& mesh, const SurfaceProjection& projection,
               SurfaceCover& cover)
        : laid_(laid), mesh_(mesh), projection_(projection), cover_(cover) {}

    void append(QPointF onPlane) {
        const BoxPoint point = mesh_.on(onPlane.x(), onPlane.y());
        if (std::isnan(point.height)) {
            end();
            return;
        }
        const QPointF pixel = projection_.toPixel(point);
        const bool hidden = cover_.covers(point);
        if (piece_ == nullptr || hidden != hidden_) {
            const bool joins = piece_ != nullptr;
            auto& pieces = hidden ? laid_.hidden : laid_.seen;
            pieces.emplace_back();
            if (joins) pieces.back().append(last_);
            piece_ = &pieces.back();
            hidden_ = hidden;
        }
        piece_->append(pixel);
        last_ = pixel;
    }
    void end() { piece_ = nullptr; }

  private:
    LaidCurve& laid_;
    const SurfaceMesh& mesh_;
    const SurfaceProjection& projection_;
    SurfaceCover& cover_;
    QPolygonF* piece_ = nullptr;
    bool hidden_ = false;
    QPointF last_;
};

/// Along a line on the plane, in steps of a cell.
void layLine(std::span<const QPointF> points, const ViewRange& view, double cell, PieceMaker& maker) {
    for (const QPolygonF& whole : splitAtGaps(points)) {
        const std::span<const QPointF> all(whole.constData(), static_cast<std::size_t>(whole.size()));
        for (const QPolygonF& line : clipPolyline(all, rectOf(view))) {
            const double step = std::max(cell, lengthOf(line) / mostPoints);
            maker.append(line.front());
            for (qsizetype k = 1; k < line.size(); ++k) {
                const QPointF way = line[k] - line[k - 1];
                const auto parts = std::max(1, static_cast<int>(std::hypot(way.x(), way.y()) / step));
                for (int part = 1; part <= parts; ++part)
                    maker.append(line[k - 1] + way * (static_cast<double>(part) / parts));
            }
            maker.end();
        }
    }
}

QColor faded(QColor color) {
    color.setAlphaF(static_cast<float>(dimmed) * color.alphaF());
    return color;
}

void paintPieces(QPainter& painter, const std::vector<QPolygonF>& pieces, const Curve& curve,
                 const QColor& color, const PlotStyle& style) {
    painter.setPen(QPen(color, style.lineWidth * curve.width, curve.dash, Qt::FlatCap, Qt::RoundJoin));
    for (const QPolygonF& piece : pieces) painter.drawPolyline(piece);
}

}  // namespace

std::vector<LaidCurve> layCurves(const std::vector<Curve>& curves, const SurfaceMesh& mesh,
                                 const SurfaceProjection& projection) {
    std::vector<LaidCurve> laid(curves.size());
    if (mesh.isEmpty()) return laid;
    SurfaceCover cover(mesh, projection);
    for (std::size_t k = 0; k < curves.size(); ++k) {
        PieceMaker maker(laid[k], mesh, projection, cover);
        layLine(curves[k].points, mesh.view(), mesh.view().width() / mesh.cells(), maker);
        for (auto* pieces : {&laid[k].seen, &laid[k].hidden})
            for (QPolygonF& piece : *pieces) piece = thinOut(piece, thinDistance);
        if (!curves[k].marker) continue;
        for (const QPointF& point : curves[k].points) {
            const BoxPoint on = mesh.on(point.x(), point.y());
            if (!std::isnan(on.height) && !cover.covers(on))
                laid[k].seenPoints.push_back(projection.toPixel(on));
        }
    }
    return laid;
}

void paintLaidCurves(QPainter& painter, const std::vector<Curve>& curves, const std::vector<LaidCurve>& laid,
                     const PlotStyle& style) {
    painter.setBrush(Qt::NoBrush);
    for (std::size_t k = 0; k < curves.size(); ++k)
        paintPieces(painter, laid[k].hidden, curves[k], faded(curves[k].color), style);
    for (std::size_t k = 0; k < curves.size(); ++k) {
        const Curve ground = groundOf(curves[k]);
        paintPieces(painter, laid[k].seen, ground, ground.color, style);
        paintPieces(painter, laid[k].seen, curves[k], curves[k].color, style);
    }
    for (std::size_t k = 0; k < curves.size(); ++k)
        if (curves[k].marker)
            drawMarkersAlong(painter, *curves[k].marker, laid[k].seenPoints, curves[k].color,
                             style.theme.card);
}

}  // namespace basin::ui
