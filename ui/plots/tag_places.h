// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include <QPointF>
#include <QRectF>
#include <QSizeF>

namespace basin::ui {

/// A tag that is to stand beside a point, best right of it with its top at the point's height.
struct TagWish {
    QPointF at;
    QSizeF size;  // no larger than the area
};

constexpr double tagGap = 4;  // px, between a tag and what it stands beside

/// Where tags stand, px: inside the area, in the order of the wishes, none on one before it, and on none of
/// the lines and dots that are to be seen as long as there is room, which a picture as narrow as its longest
/// tag has not.
std::vector<QRectF> placeTags(const QRectF& area, std::span<const TagWish> wishes,
                              std::span<const QRectF> lines);

}  // namespace basin::ui
