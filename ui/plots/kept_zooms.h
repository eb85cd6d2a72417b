// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>

#include <QString>

#include "core/experiment/view_spec.h"
#include "ui/chart/axis_transform.h"
#include "ui/chart/zoom_history.h"

namespace basin::ui {

/// The zooms of one plot: each quantity has its own, with its own undo, on the axes that it was made on.
class KeptZooms {
  public:
    ZoomHistory& current() { return zooms_[key_].history; }
    const ZoomHistory& current() const { return zooms_.at(key_).history; }

    /// The quantity of that name is shown from now on, on these axes; returns whether it is another one.
    bool show(const QString& key, const AxisTransform& x, const AxisTransform& y);
    /// Of the quantity shown, as its axes are labelled; nothing: not zoomed.
    std::optional<ZoomSpec> spec() const;
    /// The range on the axes of the quantity shown; what the zoom leaves out is full.
    ViewRange rangeOf(const ZoomSpec& zoom, const ViewRange& full) const;

    void clear();
    /// Those of the quantities whose names begin so.
    void forget(const QString& beginning);

  private:
    struct Zoom {
        ZoomHistory history;
        AxisTransform x, y;
    };
    QString key_;
    std::map<QString, Zoom> zooms_{{QString(), {}}};
};

}  // namespace basin::ui
