// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/color_map.h"
#include "ui/theme.h"

namespace basin::ui {

/// The colours of what is compared. usual: a hue for each solver; grey: told apart in black and white, by
/// lightness, dash and marker; cividis: the colours of that map, the same to eyes without red or green.
enum class Palette { usual, grey, cividis };

/// How the thing at a place (0 <= place < count) among those compared looks; as it was in the usual palette.
SolverStyle inPalette(Palette palette, const SolverStyle& usual, int place, int count, bool dark);
/// The theme with its accents in greys, where the palette is grey.
Theme inPalette(Palette palette, Theme theme);
/// The colours of values.
ColorMap inPalette(Palette palette, ColorMap usual);

}  // namespace basin::ui
