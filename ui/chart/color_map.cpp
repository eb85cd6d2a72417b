// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/color_map.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace basin::ui {

namespace {

using Table = std::array<QRgb, 256>;

double horner(std::span<const double> coefficients, double t) {
    double sum = 0;
    for (std::size_t i = coefficients.size(); i-- > 0;) sum = sum * t + coefficients[i];
    return sum;
}

int channel(double unit) {
    return static_cast<int>(std::lround(255 * std::clamp(unit, 0.0, 1.0)));
}

/// Polynomial fits of the published tables, ascending coefficients per channel, within 1 % everywhere.
using Fit = std::array<std::array<double, 7>, 3>;

constexpr Fit viridisFit{{
    {0.2777273272234177, 0.1050930431085774, -0.3308618287255563, -4.634230498983486, 6.228269936347081,
     4.776384997670288, -5.435455855934631},
    {0.005407344544966578, 1.404613529898575, 0.214847559468213, -5.799100973351585, 14.17993336680509,
     -13.74514537774601, 4.645852612178535},
    {0.3340998053353061, 1.384590162594685, 0.09509516302823659, -19.33244095627987, 56.69055260068105,
     -65.35303263337234, 26.3124352495832},
}};
// In units of 1/255.
constexpr Fit cividisFit{{
    {-4.54, -35.34, 2381.73, -6402.7, 7024.72, -2710.57, 0},
    {32.49, 170.73, 52.82, -131.46, 176.58, -67.37, 0},
    {81.24, 442.36, -2482.43, 6167.24, -6614.94, 2475.67, 0},
}};

Table tabulate(const Fit& fit, double unit) {
    Table table;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const double t = static_cast<double>(i) / 255;
        table[i] = qRgb(channel(horner(fit[0], t) / unit), channel(horner(fit[1], t) / unit),
                        channel(horner(fit[2], t) / unit));
    }
    return table;
}

/// From nearly black to nearly white, even in CIE lightness.
QRgb greyAt(double t) {
    constexpr double darkest = 10, lightest = 96;  // L*
    const double root = (darkest + t * (lightest - darkest) + 16) / 116;
    const double linear = root * root * root;
    const int grey =
        channel(linear <= 0.0031308 ? 12.92 * linear : 1.055 * std::pow(linear, 1 / 2.4) - 0.055);
    return qRgb(grey, grey, grey);
}

}  // namespace

QRgb mapColor(ColorMap map, double level) {
    static const Table viridis = tabulate(viridisFit, 1);
    static const Table cividis = tabulate(cividisFit, 255);
    if (std::isnan(level)) return qRgba(0, 0, 0, 0);
    const auto index = static_cast<std::size_t>(std::lround(255 * std::clamp(level, 0.0, 1.0)));
    switch (map) {
        case ColorMap::viridis:
            return viridis[index];
        case ColorMap::cividis:
            return cividis[index];
        case ColorMap::grey:
            break;
    }
    return greyAt(static_cast<double>(index) / 255);
}

}  // namespace basin::ui
