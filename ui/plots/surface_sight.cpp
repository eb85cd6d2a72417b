// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/surface_sight.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace basin::ui {

namespace {

constexpr double stepsPerCell = 2;
constexpr int halvings = 30;
// Of the box's height: a point that lies no deeper is on the surface.
constexpr double skin = 0.004;

/// The line of sight through a pixel, by its height, against the surface.
class Ray {
  public:
    Ray(const SurfaceMesh& mesh, const SurfaceProjection& projection, QPointF pixel)
        : mesh_(mesh), projection_(projection), pixel_(pixel) {}

    /// How far the ray is above the surface at that height; NaN where there is no surface.
    double above(double height) const {
        const BoxPoint at = projection_.placeAt(pixel_, height);
        return height - mesh_.heightOver(at.a, at.b);
    }

    /// The height of the first place between two heights, seen from the first, where the ray goes through the
    /// surface.
    std::optional<double> crossing(double from, double to) const {
        const auto over = overNet(from, to);
        if (!over) return std::nullopt;
        std::tie(from, to) = *over;
        const double way = std::abs(to - from) * projection_.wayPerHeight();
        const int steps = std::max(1, static_cast<int>(std::ceil(way * mesh_.cells() / 2 * stepsPerCell)));
        const double step = (to - from) / steps;
        double before = above(from);
        for (int k = 1; k <= steps; ++k) {
            const double now = above(from + k * step);
            if (before * now <= 0) return meeting(from + (k - 1) * step, from + k * step);
            before = now;
        }
        return std::nullopt;
    }

  private:
    /// The heights between two where there is a surface, holes aside.
    std::optional<std::pair<double, double>> overNet(double from, double to) const {
        const BoxPoint ground = projection_.placeAt(pixel_, 0), top = projection_.placeAt(pixel_, 1);
        const ViewRange& net = mesh_.net();
        double low = std::min(from, to), high = std::max(from, to);
        const auto cut = [&low, &high](double start, double way, double least, double most) {
            if (way == 0) return start >= least && start <= most;
            const double one = (least - start) / way, other = (most - start) / way;
            low = std::max(low, std::min(one, other));
            high = std::min(high, std::max(one, other));
            return low < high;
        };
        if (!cut(ground.a, top.a - ground.a, net.left, net.right) ||
            !cut(ground.b, top.b - ground.b, net.bottom, net.top))
            return std::nullopt;
        return from < to ? std::pair(low, high) : std::pair(high, low);
    }
    /// Between two heights on either side of the surface.
    double meeting(double low, double high) const {
        const bool lowIsAbove = above(low) > 0;
        for (int k = 0; k < halvings; ++k) {
            const double middle = (low + high) / 2;
            ((above(middle) > 0) == lowIsAbove ? low : high) = middle;
        }
        return (low + high) / 2;
    }

    const SurfaceMesh& mesh_;
    const SurfaceProjection& projection_;
    QPointF pixel_;
};

}  // namespace

std::optional<BoxPoint> seenAt(const SurfaceMesh& mesh, const SurfaceProjection& projection, QPointF pixel) {
    if (mesh.isEmpty()) return std::nullopt;
    const auto height = Ray(mesh, projection, pixel).crossing(1 + skin, -skin);
    if (!height) return std::nullopt;
    return projection.placeAt(pixel, *height);
}

bool isCovered(const SurfaceMesh& mesh, const SurfaceProjection& projection, const BoxPoint& point) {
    if (mesh.isEmpty() || point.height + skin >= 1) return false;
    const Ray ray(mesh, projection, projection.toPixel(point));
    // Whatever lies under the skin first is seen from below, or left through a slope in front.
    return ray.crossing(point.height + skin, 1 + skin).has_value();
}

SurfaceCover::SurfaceCover(const SurfaceMesh& mesh, const SurfaceProjection& projection)
    : mesh_(mesh),
      projection_(projection),
      nodes_(static_cast<std::size_t>(mesh.cells() + 1) * static_cast<std::size_t>(mesh.cells() + 1)) {}

bool SurfaceCover::covers(const BoxPoint& point) {
    if (mesh_.isEmpty()) return false;
    const auto [i, j] = mesh_.nearestNode(point);
    Known& known = nodes_[static_cast<std::size_t>(j * (mesh_.cells() + 1) + i)];
    if (known == Known::nothing) {
        const BoxPoint node = mesh_.node(i, j);
        const BoxPoint& looked = std::isnan(node.height) ? point : node;
        known = isCovered(mesh_, projection_, looked) ? Known::covered : Known::seen;
    }
    return known == Known::covered;
}

}  // namespace basin::ui
