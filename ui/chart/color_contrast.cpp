// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/color_contrast.h"

#include <algorithm>
#include <cmath>

#include "ui/theme.h"

namespace basin::ui {

namespace {

constexpr double least = 3;  // contrast of lines

}  // namespace

double linearChannel(double channel) {
    return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color) {
    return 0.2126 * linearChannel(color.redF()) + 0.7152 * linearChannel(color.greenF()) +
           0.0722 * linearChannel(color.blueF());
}

double contrast(const QColor& a, const QColor& b) {
    const auto [dark, light] = std::minmax({luminance(a), luminance(b)});
    return (light + 0.05) / (dark + 0.05);
}

QColor readableLine(const QColor& color) {
    constexpr int step = 103, most = 100;  // per cent at a time
    const QColor bright = Theme::light().card, dark = Theme::night().card;
    QColor readable = color;
    for (int k = 0; k < most && contrast(readable, bright) < least; ++k) readable = readable.darker(step);
    for (int k = 0; k < most && contrast(readable, dark) < least; ++k) readable = readable.lighter(step);
    return readable;
}

}  // namespace basin::ui
