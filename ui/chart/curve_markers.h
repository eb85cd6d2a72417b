// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include <QPainter>
#include <QPointF>

#include "ui/chart/curve.h"
#include "ui/chart/plot_frame.h"
#include "ui/chart/plot_style.h"

namespace basin::ui {

/// Tells for each curve where on the plot (pixels) it has its marker.
void placeMarkers(const std::vector<Curve>& curves, const PlotFrame& frame,
                  const std::function<void(const Curve&, QPointF)>& place);

void paintMarkers(QPainter& painter, const std::vector<Curve>& curves, const PlotFrame& frame,
                  const PlotStyle& style);

}  // namespace basin::ui
