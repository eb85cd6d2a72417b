// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/curve.h"

namespace basin::ui {

/// A pale line under a path, which keeps it visible on every colour.
inline Curve groundOf(const Curve& path) {
    Curve ground = path;
    ground.name.clear();
    ground.color = QColor(255, 255, 255, 120);
    ground.dash = Qt::SolidLine;
    ground.marker.reset();
    ground.width = 2.4;
    ground.layer = CurveLayer::ground;  // under all paths
    return ground;
}

}  // namespace basin::ui
