// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/kept_zooms.h"

#include <utility>

namespace basin::ui {

namespace {

/// The same part of the data on axes with other transforms.
ViewRange onAxes(const ViewRange& view, const AxisTransform& fromX, const AxisTransform& fromY,
                 const AxisTransform& x, const AxisTransform& y) {
    const auto moved = [](double at, const AxisTransform& from, const AxisTransform& to) {
        return to.toAxis(from.fromAxis(at));
    };
    ViewRange next = view;
    // Other axes than these have no constant that a value's place depends on.
    if (x.scale() == AxisScale::symlog)
        next.left = moved(view.left, fromX, x), next.right = moved(view.right, fromX, x);
    if (y.scale() == AxisScale::symlog)
        next.bottom = moved(view.bottom, fromY, y), next.top = moved(view.top, fromY, y);
    return next;
}

}  // namespace

bool KeptZooms::show(const QString& key, const AxisTransform& x, const AxisTransform& y) {
    const bool other = std::exchange(key_, key) != key;
    Zoom& zoom = zooms_[key];
    if (zoom.x != x || zoom.y != y)
        zoom.history.convert([&](const ViewRange& view) { return onAxes(view, zoom.x, zoom.y, x, y); });
    zoom.x = x;
    zoom.y = y;
    return other;
}

std::optional<ZoomSpec> KeptZooms::spec() const {
    const Zoom& zoom = zooms_.at(key_);
    const auto& view = zoom.history.current();
    if (!view) return std::nullopt;
    return ZoomSpec{AxisRange{zoom.x.fromAxis(view->left), zoom.x.fromAxis(view->right)},
                    AxisRange{zoom.y.fromAxis(view->bottom), zoom.y.fromAxis(view->top)}};
}

ViewRange KeptZooms::rangeOf(const ZoomSpec& zoom, const ViewRange& full) const {
    const Zoom& now = zooms_.at(key_);
    ViewRange range = full;
    if (zoom.x) range.left = now.x.toAxis((*zoom.x)[0]), range.right = now.x.toAxis((*zoom.x)[1]);
    if (zoom.y) range.bottom = now.y.toAxis((*zoom.y)[0]), range.top = now.y.toAxis((*zoom.y)[1]);
    return range;
}

void KeptZooms::clear() {
    key_.clear();
    zooms_ = {{key_, {}}};
}

void KeptZooms::forget(const QString& beginning) {
    for (auto& [key, zoom] : zooms_)
        if (key.startsWith(beginning)) zoom.history.reset();
}

}  // namespace basin::ui
