// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/palette.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/chart/color_contrast.h"

namespace basin::ui {

namespace {

constexpr double leastContrast = 3;  // of a line against its ground

/// The colour that a map has at a level, among those that lines can have on this ground.
QColor lineColor(ColorMap map, double share, bool dark) {
    const QColor ground = dark ? Theme::night().card : Theme::light().card;
    // Dark lines on a light ground come first, light ones on a dark one.
    const auto at = [&](double level) { return QColor::fromRgb(mapColor(map, dark ? 1 - level : level)); };
    double readable = 1;
    while (readable > 0 && contrast(at(readable), ground) < leastContrast) readable -= 0.01;
    return at(share * readable);
}

}  // namespace

SolverStyle inPalette(Palette palette, const SolverStyle& usual, int place, int count, bool dark) {
    if (palette == Palette::usual) return usual;
    static constexpr std::array dashes{Qt::SolidLine, Qt::DashLine, Qt::DashDotLine, Qt::DotLine};
    constexpr int markers = 5;
    SolverStyle look = usual;
    const double share = count > 1 ? static_cast<double>(place) / (count - 1) : 0;
    look.color = lineColor(palette == Palette::grey ? ColorMap::grey : ColorMap::cividis, share, dark);
    if (palette == Palette::cividis) return look;
    look.dash = dashes[static_cast<std::size_t>(place) % dashes.size()];
    look.marker = static_cast<SolverStyle::Marker>(place % markers);
    return look;
}

Theme inPalette(Palette palette, Theme theme) {
    if (palette != Palette::grey) return theme;
    theme.accent = theme.dark ? QColor(0xD0, 0xD0, 0xD0) : QColor(0x40, 0x40, 0x40);
    theme.danger = theme.dark ? QColor(0x90, 0x90, 0x90) : QColor(0x80, 0x80, 0x80);
    for (QColor* color :
         {&theme.window, &theme.card, &theme.border, &theme.text, &theme.muted, &theme.grid}) {
        const int grey = qGray(color->rgb());
        *color = QColor(grey, grey, grey);
    }
    return theme;
}

ColorMap inPalette(Palette palette, ColorMap usual) {
    switch (palette) {
        case Palette::usual:
            return usual;
        case Palette::grey:
            return ColorMap::grey;
        case Palette::cividis:
            break;
    }
    return ColorMap::cividis;
}

}  // namespace basin::ui
