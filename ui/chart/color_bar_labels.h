// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QRectF>
#include <QString>

#include "ui/chart/color_scale.h"

namespace basin::ui {

/// Level and label of a colour bar, and where it stands once that is known.
struct ColorBarLabel {
    double level;
    QString text;
    QRectF box = {};
};

/// Round values where the scale is even, else the values at even levels; labels that tell neighbours apart.
/// few: as many as a small chart has room for. whole: whole numbers only.
std::vector<ColorBarLabel> colorBarLabels(const ColorScale& scale, bool few, bool whole);

}  // namespace basin::ui
