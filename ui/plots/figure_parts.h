// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include "ui/chart/chart_layout.h"
#include "ui/chart/curve.h"
#include "ui/chart/layer_painter.h"
#include "ui/chart/plot_frame.h"

namespace basin::ui {

/// What a plot shows in a figure: its chart, the curves, and what it draws below and above them. Valid while
/// it is told.
struct FigureParts {
    const ChartContent& content;
    const ChartLayout& layout;
    const PlotFrame& frame;
    const std::vector<Curve>& curves;
    LayerPainter below, above;
};
using FigureVisitor = std::function<void(const FigureParts&)>;

}  // namespace basin::ui
