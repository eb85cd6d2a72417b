// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/polyline.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

namespace basin::ui {

namespace {

constexpr double thinDistance = 0.5;  // px
// Reducing shorter lines costs more than drawing them.
constexpr qsizetype reducedFrom = 512;

/// The share [first, second] of a segment inside the rectangle (Liang-Barsky), or nothing.
std::optional<std::pair<double, double>> insideShare(QPointF from, QPointF to, const QRectF& rect) {
    double enter = 0, leave = 1;
    const QPointF d = to - from;
    const auto cut = [&](double direction, double room) {
        if (direction == 0) return room >= 0;
        const double t = room / direction;
        if (direction < 0)
            enter = std::max(enter, t);
        else
            leave = std::min(leave, t);
        return enter <= leave;
    };
    if (cut(-d.x(), from.x() - rect.left()) && cut(d.x(), rect.right() - from.x()) &&
        cut(-d.y(), from.y() - rect.top()) && cut(d.y(), rect.bottom() - from.y()))
        return std::pair{enter, leave};
    return std::nullopt;
}

/// Appends the first, smallest, largest and last of points that share a column, each once, in order.
void appendColumn(QPolygonF& out, std::span<const QPointF> column) {
    const auto [low, high] = std::minmax_element(
        column.begin(), column.end(), [](const QPointF& a, const QPointF& b) { return a.y() < b.y(); });
    std::array<std::ptrdiff_t, 4> kept{0, low - column.begin(), high - column.begin(),
                                       static_cast<std::ptrdiff_t>(column.size()) - 1};
    std::sort(kept.begin(), kept.end());
    const auto end = std::unique(kept.begin(), kept.end());
    for (auto i = kept.begin(); i != end; ++i) out.append(column[static_cast<std::size_t>(*i)]);
}

/// The pieces between gaps, in pixels.
std::vector<QPolygonF> wholePieces(std::span<const QPointF> data, const PlotFrame& frame) {
    std::vector<QPointF> pixels;
    pixels.reserve(data.size());
    for (const QPointF& p : data) pixels.push_back(frame.map(p.x(), p.y()));
    return splitAtGaps(pixels);
}

/// What the pixels can show of a piece.
QPolygonF reduced(const QPolygonF& piece, bool sorted) {
    if (piece.size() < reducedFrom) return piece;
    return sorted ? decimateColumns(piece) : thinOut(piece, thinDistance);
}

}  // namespace

std::vector<QPolygonF> splitAtGaps(std::span<const QPointF> points) {
    std::vector<QPolygonF> pieces;
    bool open = false;
    for (const QPointF& p : points) {
        const bool usable = std::isfinite(p.x()) && std::isfinite(p.y());
        if (usable && !open) pieces.emplace_back();
        if (usable) pieces.back().append(p);
        open = usable;
    }
    return pieces;
}

std::vector<QPolygonF> clipPolyline(std::span<const QPointF> line, const QRectF& rect) {
    std::vector<QPolygonF> pieces;
    bool open = false;  // the last piece ends at the start of the next segment
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const auto share = insideShare(line[i], line[i + 1], rect);
        if (!share) {
            open = false;
            continue;
        }
        const QPointF d = line[i + 1] - line[i];
        if (!open || share->first > 0) pieces.push_back({line[i] + share->first * d});
        pieces.back().append(share->second < 1 ? line[i] + share->second * d : line[i + 1]);
        open = share->second >= 1;
    }
    return pieces;
}

double lengthInside(std::span<const QPolygonF> lines, const QRectF& rect) {
    double length = 0;
    for (const QPolygonF& line : lines)
        for (const QPolygonF& piece :
             clipPolyline({line.constData(), static_cast<std::size_t>(line.size())}, rect))
            for (qsizetype i = 1; i < piece.size(); ++i)
                length += std::hypot(piece[i].x() - piece[i - 1].x(), piece[i].y() - piece[i - 1].y());
    return length;
}

QPolygonF decimateColumns(const QPolygonF& line) {
    QPolygonF out;
    const std::span<const QPointF> points(line.constData(), static_cast<std::size_t>(line.size()));
    std::size_t start = 0;
    for (std::size_t i = 1; i <= points.size(); ++i) {
        if (i < points.size() && std::floor(points[i].x()) == std::floor(points[start].x())) continue;
        appendColumn(out, points.subspan(start, i - start));
        start = i;
    }
    return out;
}

QPolygonF thinOut(const QPolygonF& line, double distance) {
    QPolygonF out;
    for (const QPointF& p : line) {
        if (out.isEmpty() || std::hypot(p.x() - out.back().x(), p.y() - out.back().y()) >= distance)
            out.append(p);
    }
    if (!line.isEmpty() && out.back() != line.back()) out.append(line.back());
    return out;
}

std::vector<QPolygonF> visiblePieces(std::span<const QPointF> data, bool sorted, const PlotFrame& frame,
                                     const QRectF& rect) {
    std::vector<QPolygonF> visible;
    for (const QPolygonF& whole : wholePieces(data, frame)) {
        const QPolygonF piece = reduced(whole, sorted);
        const std::span<const QPointF> line(piece.constData(), static_cast<std::size_t>(piece.size()));
        for (QPolygonF& part : clipPolyline(line, rect)) visible.push_back(std::move(part));
    }
    return visible;
}

std::size_t pointsLeftOut(std::span<const QPointF> data, bool sorted, const PlotFrame& frame) {
    const auto shown = [&frame](const QPolygonF& piece) {
        return std::ranges::count_if(piece, [&frame](const QPointF& pixel) { return frame.shows(pixel); });
    };
    qsizetype count = 0;
    for (const QPolygonF& whole : wholePieces(data, frame))
        count += shown(whole) - shown(reduced(whole, sorted));
    return static_cast<std::size_t>(count);
}

}  // namespace basin::ui
