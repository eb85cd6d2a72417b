// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/surface_box.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QFontMetricsF>

#include "ui/chart/chart_frame.h"
#include "ui/chart/chart_layout.h"

namespace basin::ui {

namespace {

constexpr double gap = 4;  // px

/// Which sides of the box are near: -1 or 1.
struct NearSides {
    double a, b;
};

NearSides nearSides(const SurfaceProjection& projection) {
    return {projection.isNearAtLargeA() ? 1.0 : -1.0, projection.isNearAtLargeB() ? 1.0 : -1.0};
}

/// The upright edge whose ground is farthest on the left.
BoxPoint leftEdge(const SurfaceProjection& projection, double height) {
    const NearSides near = nearSides(projection);
    const BoxPoint one{near.a, -near.b, height}, other{-near.a, near.b, height};
    return projection.toPixel(one).x() < projection.toPixel(other).x() ? one : other;
}

double widest(const QFontMetricsF& metrics, const std::vector<Tick>& ticks) {
    double width = 0;
    for (const Tick& tick : ticks) width = std::max(width, metrics.horizontalAdvance(tick.label));
    return width;
}

/// Puts texts beside edges, none over another.
class LabelPlacer {
  public:
    LabelPlacer(const SurfaceProjection& projection, const PlotStyle& style, const QRectF& area)
        : projection_(projection), metrics_(chartFont(style)), area_(area) {}

    /// Along an edge of the ground, from one corner to the other.
    void placeGround(const SurfaceAxis& axis, const BoxPoint& from, const BoxPoint& to) {
        const QPointF start = projection_.toPixel(from), way = projection_.toPixel(to) - start;
        const double length = std::hypot(way.x(), way.y());
        if (!(length > 0)) return;
        QPointF out(-way.y() / length, way.x() / length);
        const QPointF middle = start + way / 2, centre = projection_.toPixel({0, 0, 0});
        if (QPointF::dotProduct(out, middle - centre) < 0) out = -out;
        double deepest = 0;
        for (const Tick& tick : axis.ticks) {
            const QSizeF size = sizeOf(tick.label);
            deepest = std::max(deepest, reach(size, out));
        }
        const bool fits = metrics_.horizontalAdvance(axis.label) <= std::abs(way.x());
        const QString title = fits ? axis.label : axis.shortLabel;
        place(title, middle + out * (2 * gap + 2 * deepest + reach(sizeOf(title), out)), sizeOf(title), true);
        for (const Tick& tick : axis.ticks) {
            const QPointF at = start + way * (tick.position + 1) / 2;
            const QSizeF size = sizeOf(tick.label);
            place(tick.label, at + out * (gap + reach(size, out)), size, false);
        }
    }

    void placeUpright(const SurfaceAxis& axis) {
        const QPointF top = projection_.toPixel(leftEdge(projection_, 1));
        const QPointF bottom = projection_.toPixel(leftEdge(projection_, 0));
        const double beside = gap + widest(metrics_, axis.ticks) + gap + metrics_.height() / 2;
        const bool fits = metrics_.horizontalAdvance(axis.label) <= bottom.y() - top.y();
        const QString title = fits ? axis.label : axis.shortLabel;
        place(title, (top + bottom) / 2 - QPointF(beside, 0), sizeOf(title).transposed(), true);
        labels_.back().isUpright = true;
        for (const Tick& tick : axis.ticks) {
            if (tick.label.isEmpty()) continue;
            const QPointF at = projection_.toPixel(leftEdge(projection_, tick.position));
            const QSizeF size = sizeOf(tick.label);
            place(tick.label, at - QPointF(gap + size.width() / 2, 0), size, false);
        }
    }

    std::vector<SurfaceLabel> take() { return std::move(labels_); }

  private:
    QSizeF sizeOf(const QString& text) const {
        return {metrics_.horizontalAdvance(text) + 2, metrics_.height()};
    }
    /// From the middle of a text to its side in a direction.
    static double reach(const QSizeF& size, QPointF out) {
        return std::abs(out.x()) * size.width() / 2 + std::abs(out.y()) * size.height() / 2;
    }
    /// Inside the area; where others are, only one that has to be there.
    void place(const QString& text, QPointF middle, const QSizeF& size, bool always) {
        QRectF box(QPointF(0, 0), size);
        box.moveCenter(middle);
        box.moveLeft(
            std::clamp(box.left(), area_.left(), std::max(area_.left(), area_.right() - box.width())));
        box.moveTop(std::clamp(box.top(), area_.top(), std::max(area_.top(), area_.bottom() - box.height())));
        const auto meets = [&box](const SurfaceLabel& other) { return other.box.intersects(box); };
        if (!always && std::ranges::any_of(labels_, meets)) return;
        labels_.push_back({box, text});
    }

    const SurfaceProjection& projection_;
    QFontMetricsF metrics_;
    QRectF area_;
    std::vector<SurfaceLabel> labels_;
};

void paintLines(QPainter& painter, const SurfaceProjection& projection, const SurfaceAxes& axes) {
    const auto line = [&](const BoxPoint& from, const BoxPoint& to) {
        painter.drawLine(projection.toPixel(from), projection.toPixel(to));
    };
    const NearSides near = nearSides(projection);
    for (const Tick& tick : axes.a.ticks) {
        line({tick.position, -1, 0}, {tick.position, 1, 0});
        line({tick.position, -near.b, 0}, {tick.position, -near.b, 1});
    }
    for (const Tick& tick : axes.b.ticks) {
        line({-1, tick.position, 0}, {1, tick.position, 0});
        line({-near.a, tick.position, 0}, {-near.a, tick.position, 1});
    }
    for (const Tick& tick : axes.height.ticks) {
        line({-near.a, -1, tick.position}, {-near.a, 1, tick.position});
        line({-1, -near.b, tick.position}, {1, -near.b, tick.position});
    }
}

void paintEdges(QPainter& painter, const SurfaceProjection& projection) {
    const NearSides near = nearSides(projection);
    const auto face = [&](const std::array<BoxPoint, 4>& corners) {
        std::array<QPointF, 4> pixels;
        std::ranges::transform(corners, pixels.begin(),
                               [&](const BoxPoint& corner) { return projection.toPixel(corner); });
        painter.drawPolygon(pixels.data(), static_cast<int>(pixels.size()));
    };
    face({{{-1, -1, 0}, {1, -1, 0}, {1, 1, 0}, {-1, 1, 0}}});
    face({{{-near.a, -1, 0}, {-near.a, 1, 0}, {-near.a, 1, 1}, {-near.a, -1, 1}}});
    face({{{-1, -near.b, 0}, {1, -near.b, 0}, {1, -near.b, 1}, {-1, -near.b, 1}}});
}

}  // namespace

QMarginsF surfaceMargins(const SurfaceAxes& axes, const PlotStyle& style) {
    const QFontMetricsF metrics(chartFont(style));
    const double line = metrics.height();
    const double beside = std::max(widest(metrics, axes.a.ticks), widest(metrics, axes.b.ticks));
    const double left = widest(metrics, axes.height.ticks) + 2 * gap + line;
    return {std::max(left, beside), line / 2, beside, 2 * line + 2 * gap};
}

std::vector<SurfaceLabel> placeSurfaceLabels(const SurfaceProjection& projection, const SurfaceAxes& axes,
                                             const PlotStyle& style, const QRectF& area) {
    LabelPlacer placer(projection, style, area);
    const NearSides near = nearSides(projection);
    placer.placeUpright(axes.height);
    placer.placeGround(axes.a, {-1, near.b, 0}, {1, near.b, 0});
    placer.placeGround(axes.b, {near.a, -1, 0}, {near.a, 1, 0});
    return placer.take();
}

void paintSurfaceBox(QPainter& painter, const SurfaceProjection& projection, const SurfaceAxes& axes,
                     const PlotStyle& style, const QRectF& area) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(style.theme.grid, style.frameWidth));
    if (style.grid) paintLines(painter, projection, axes);
    painter.setPen(QPen(style.theme.dark ? style.theme.border.lighter(150) : style.theme.border.darker(112),
                        style.frameWidth));
    paintEdges(painter, projection);
    painter.setFont(chartFont(style));
    painter.setPen(style.theme.muted);
    for (const SurfaceLabel& label : placeSurfaceLabels(projection, axes, style, area)) {
        if (label.isUpright)
            paintUpright(painter, label.box, label.text);
        else
            painter.drawText(label.box, Qt::AlignCenter | Qt::TextDontClip, label.text);
    }
}

}  // namespace basin::ui
