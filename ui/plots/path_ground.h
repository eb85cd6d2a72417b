// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/curve.h"

namespace basin::ui {

/// A pale line under a path, which keeps it visible on every colour.
inline Curve groundOf(const Curve& path) {
    Curve ground = path;
    ground.name.clear();
    ground.color = QColor(255, 255, 255, 170);
    ground.dash = Qt::SolidLine;
    ground.marker.reset();
    ground.width = 3;
    return ground;
}

}  // namespace basin::ui
