// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <nlohmann/json.hpp>

#include "ui/chart/layer_painter.h"

namespace basin::ui {

/// What a layer draws into a frame, in the order of drawing: paths with their lines and fillings, texts and
/// pictures, placed on the axes from 0 to 1, left to right and bottom to top. Widths and sizes in pt.
nlohmann::ordered_json plotShapes(const LayerPainter& layer, const PlotFrame& frame, const QFont& font,
                                  QSizeF page);

/// "#rrggbb" with "aa" behind where it is not opaque.
std::string colorText(const QColor& color);
/// "solid", "dash", "dot" or "dash-dot".
std::string dashText(Qt::PenStyle dash);

}  // namespace basin::ui
