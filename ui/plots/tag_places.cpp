// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/tag_places.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace basin::ui {

namespace {

constexpr double rowStep = 4;  // px, between the heights that are tried
// A tag on another is worse than any line that it hides, and that than any way.
constexpr double costOfTag = 1e6, costOfLine = 1e3;

double shared(const QRectF& a, const QRectF& b) {
    const QRectF both = a & b;
    return both.isEmpty() ? 0 : both.width() * both.height();
}

/// The left edges that are tried: on either side of the point and of all that may be in the way.
std::vector<double> leftEdges(const QRectF& area, const TagWish& wish, std::span<const QRectF> obstacles) {
    const double width = wish.size.width(), last = std::max(area.left(), area.right() - width);
    std::vector<double> edges;
    const auto addBeside = [&](double left, double right) {
        for (const double edge : {right + tagGap, left - tagGap - width})
            edges.push_back(std::clamp(edge, area.left(), last));
    };
    addBeside(wish.at.x(), wish.at.x());
    for (const QRectF& obstacle : obstacles) addBeside(obstacle.left(), obstacle.right());
    return edges;
}

/// How far a tag is from where it is best.
double wayOf(const QRectF& tag, const TagWish& wish) {
    const double x = wish.at.x();
    const double aside = x < tag.left() ? tag.left() - x : x > tag.right() ? 1.5 * (x - tag.right()) : 0;
    return aside + std::abs(tag.top() - wish.at.y());
}

QRectF bestPlace(const QRectF& area, const TagWish& wish, std::span<const QRectF> lines,
                 const std::vector<QRectF>& tags) {
    std::vector<QRectF> obstacles(lines.begin(), lines.end());
    obstacles.insert(obstacles.end(), tags.begin(), tags.end());
    const std::vector<double> edges = leftEdges(area, wish, obstacles);
    const double lowest = std::max(area.top(), area.bottom() - wish.size.height());
    QRectF best;
    double least = std::numeric_limits<double>::infinity();
    const auto consider = [&](double left, double top) {
        const QRectF tag(QPointF(left, std::clamp(top, area.top(), lowest)), wish.size);
        double cost = wayOf(tag, wish);
        for (const QRectF& line : lines) cost += costOfLine * shared(tag, line);
        for (const QRectF& other : tags) cost += costOfTag * shared(tag, other.adjusted(-1, -1, 1, 1));
        if (cost >= least) return;
        least = cost;
        best = tag;
    };
    for (const double left : edges) {
        consider(left, wish.at.y());
        for (double top = area.top(); top <= lowest; top += rowStep) consider(left, top);
        consider(left, lowest);
    }
    return best;
}

}  // namespace

std::vector<QRectF> placeTags(const QRectF& area, std::span<const TagWish> wishes,
                              std::span<const QRectF> lines) {
    std::vector<QRectF> tags;
    for (const TagWish& wish : wishes) tags.push_back(bestPlace(area, wish, lines, tags));
    return tags;
}

}  // namespace basin::ui
