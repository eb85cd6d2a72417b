// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/cell_tiles.h"

#include <algorithm>

namespace basin::ui {

namespace {

constexpr Index mostTiles = 1024;  // in one direction: finer ones are not seen

double stepOf(const CellTiles::Side& side) {
    return side.points > 1 && side.last > side.first
               ? (side.last - side.first) / static_cast<double>(side.points - 1)
               : 1;
}

}  // namespace

// A tile is half a step of the finest level shown, since a cell ends half-way to its neighbour.
CellTiles::CellTiles(const Side& across, const Side& up, Index finest)
    : across_(across), up_(up), finest_(finest), dx_(stepOf(across)), dy_(stepOf(up)) {
    const Index longest = std::max(across.points, up.points);
    while (finest_ > 0 && (longest << (finest_ + 1)) > mostTiles) --finest_;
    tiles_ = 2 << finest_;
    columns_ = static_cast<int>(across.points) * tiles_;
    rows_ = static_cast<int>(up.points) * tiles_;
    const QPointF first = place(0, 0), last = place(columns_ - 1, rows_ - 1);
    centres_ = {across.first + first.x() * dx_, across.first + last.x() * dx_, up.first + first.y() * dy_,
                up.first + last.y() * dy_};
}

QPointF CellTiles::place(int column, int row) const {
    return {(column + 0.5) / tiles_ - 0.5, (row + 0.5) / tiles_ - 0.5};
}

std::optional<QPointF> CellTiles::placeAt(QPointF axis) const {
    const QPointF place((axis.x() - across_.first) / dx_, (axis.y() - up_.first) / dy_);
    const auto outside = [](double at, Index points) {
        return !(at >= -0.5 && at < static_cast<double>(points) - 0.5);
    };
    if (outside(place.x(), across_.points) || outside(place.y(), up_.points)) return std::nullopt;
    return place;
}

QRectF CellTiles::coarseCell(Index column, Index row) const {
    return {across_.first + (static_cast<double>(column) - 0.5) * dx_,
            up_.first + (static_cast<double>(row) - 0.5) * dy_, dx_, dy_};
}

std::vector<QRect> CellTiles::blocks(const std::function<bool(std::size_t)>& condition) const {
    std::vector<QRect> closed, open;  // open: those that reach the row before
    for (int row = 0; row < rows_; ++row) {
        std::vector<QRect> now;
        const auto holds = [&](int column) {
            return condition(static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
                             static_cast<std::size_t>(column));
        };
        for (int column = 0; column < columns_; ++column) {
            const int first = column;
            while (column < columns_ && holds(column)) ++column;
            if (column > first) now.emplace_back(first, row, column - first, 1);
        }
        for (const QRect& before : open) {
            const auto same = std::ranges::find_if(now, [&](const QRect& run) {
                return run.left() == before.left() && run.width() == before.width();
            });
            if (same == now.end())
                closed.push_back(before);
            else
                *same = before.united(*same);
        }
        open = std::move(now);
    }
    closed.insert(closed.end(), open.begin(), open.end());
    return closed;
}

}  // namespace basin::ui
