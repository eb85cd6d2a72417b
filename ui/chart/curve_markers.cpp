// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/curve_markers.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include "ui/chart/marker.h"

namespace basin::ui {

namespace {

constexpr double markerSize = 7;
// px along a curve: at least, and for each of the curves, whose markers then stand side by side where the
// curves lie on each other.
constexpr double leastSpacing = 28, spacingEach = 14;
// A point this far (px) from its neighbours stands alone.
constexpr double aloneFrom = 28;

double distance(QPointF a, QPointF b) {
    const double away = std::hypot(a.x() - b.x(), a.y() - b.y());
    return std::isfinite(away) ? away : std::numeric_limits<double>::infinity();
}

/// Walks along one curve and marks points so many px apart, the first after `phase` px.
class MarkerWalk {
  public:
    MarkerWalk(const Curve& curve, const PlotFrame& frame, double spacing, double phase)
        : curve_(curve), frame_(frame), spacing_(spacing), phase_(phase) {}

    void run(const std::function<void(const Curve&, QPointF)>& place) {
        const QPointF nowhere(std::numeric_limits<double>::quiet_NaN(), 0);
        const std::size_t count = curve_.points.size();
        QPointF before = nowhere, at = nowhere, next = count > 0 ? pixel(0) : nowhere;
        std::optional<QPointF> lastShown;
        for (std::size_t i = 0; i < count; ++i) {
            before = at;
            at = next;
            next = i + 1 < count ? pixel(i + 1) : nowhere;
            if (!frame_.shows(at, 0.5)) continue;
            lastShown = at;
            if (!isMarked(before, at, next, i + 1 == count)) continue;
            place(curve_, at);
            recent_[placed_++ % recent_.size()] = at;
        }
        if (placed_ == 0 && lastShown) place(curve_, *lastShown);
    }

  private:
    QPointF pixel(std::size_t i) const { return frame_.map(curve_.points[i].x(), curve_.points[i].y()); }

    bool isMarked(QPointF before, QPointF at, QPointF next, bool isLast) {
        if (curve_.marking == Marking::every) return true;
        if (curve_.marking == Marking::alone && (isLast || isAlone(before, at, next))) return true;
        if (!start_) start_ = at;
        return placed_ == 0 ? distance(*start_, at) >= phase_ : isOffRecent(at, spacing_);
    }

    /// A line that goes to and fro comes by its last markers again.
    bool isOffRecent(QPointF at, double spacing) const {
        const auto end = recent_.begin() + static_cast<std::ptrdiff_t>(std::min(placed_, recent_.size()));
        return std::all_of(recent_.begin(), end, [&](QPointF one) { return distance(one, at) >= spacing; });
    }

    bool isAlone(QPointF before, QPointF at, QPointF next) const {
        return distance(before, at) >= aloneFrom && distance(at, next) >= aloneFrom &&
               distance(before, next) >= aloneFrom && isOffRecent(at, aloneFrom);
    }

    const Curve& curve_;
    const PlotFrame& frame_;
    double spacing_, phase_;
    std::optional<QPointF> start_;  // the first point that is shown
    std::array<QPointF, 8> recent_{};
    std::size_t placed_ = 0;
};

}  // namespace

void placeMarkers(const std::vector<Curve>& curves, const PlotFrame& frame,
                  const std::function<void(const Curve&, QPointF)>& place) {
    const auto isSpaced = [](const Curve& curve) { return curve.marker && curve.marking != Marking::every; };
    const auto spaced = static_cast<double>(std::ranges::count_if(curves, isSpaced));
    const double spacing = std::max(leastSpacing, spacingEach * spaced);
    double index = 0;
    for (const Curve& curve : curves) {
        if (!curve.marker) continue;
        MarkerWalk(curve, frame, spacing, index / std::max(spaced, 1.0) * spacing).run(place);
        if (isSpaced(curve)) ++index;
    }
}

void paintMarkers(QPainter& painter, const std::vector<Curve>& curves, const PlotFrame& frame,
                  const PlotStyle& style) {
    placeMarkers(curves, frame, [&](const Curve& curve, QPointF at) {
        drawMarker(painter, *curve.marker, at, markerSize, curve.color, style.theme.card);
    });
}

}  // namespace basin::ui
