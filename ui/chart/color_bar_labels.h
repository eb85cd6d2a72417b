// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>

#include "ui/chart/color_scale.h"

namespace basin::ui {

/// Level and label of a colour bar.
struct ColorBarLabel {
    double level;
    QString text;
};

/// What a colour bar says beside its colours: round values of a linear scale, the values at even levels of
/// another. compact: fewer of them; whole: the values are whole numbers.
std::vector<ColorBarLabel> colorBarLabels(const ColorScale& scale, bool compact, bool whole);

}  // namespace basin::ui
