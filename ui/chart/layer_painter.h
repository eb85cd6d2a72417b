// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QPainter>

#include "ui/chart/plot_frame.h"

namespace basin::ui {

/// Something drawn with the data, in the painter's font: below or above the curves.
using LayerPainter = std::function<void(QPainter&, const PlotFrame&)>;

}  // namespace basin::ui
