// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/color_vision.h"

#include <algorithm>
#include <cmath>

#include "ui/chart/color_contrast.h"

namespace basin::ui {

namespace {

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

// What is just noticed on areas is told of two lines a point wide only when it is several times as much.
constexpr double alikeBelow = 10;

constexpr Matrix protanopia{
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix deuteranopia{
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix tritanopia{
    {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};
// sRGB to CIE XYZ (IEC 61966-2-1), each row divided by the white of D65.
constexpr Matrix toWhiteXyz{{{0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047},
                             {0.2126729, 0.7151522, 0.0721750},
                             {0.0193339 / 1.08883, 0.1191920 / 1.08883, 0.9503041 / 1.08883}}};

Triple times(const Matrix& matrix, const Triple& vector) {
    Triple product{};
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j) product[i] += matrix[i][j] * vector[j];
    return product;
}

Triple linearOf(const QColor& color) {
    return {linearChannel(color.redF()), linearChannel(color.greenF()), linearChannel(color.blueF())};
}

float encoded(double channel) {
    const double c = std::clamp(channel, 0.0, 1.0);
    return static_cast<float>(c <= 0.0031308 ? 12.92 * c : 1.055 * std::pow(c, 1 / 2.4) - 0.055);
}

QColor fromLinear(const Triple& c) {
    return QColor::fromRgbF(encoded(c[0]), encoded(c[1]), encoded(c[2]));
}

/// L*, a*, b*.
Triple labOf(const QColor& color) {
    constexpr double knee = 6.0 / 29;
    const auto root = [](double t) {
        return t > knee * knee * knee ? std::cbrt(t) : t / (3 * knee * knee) + 4.0 / 29;
    };
    const Triple xyz = times(toWhiteXyz, linearOf(color));
    const double x = root(xyz[0]), y = root(xyz[1]), z = root(xyz[2]);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

}  // namespace

QColor seenWith(ColorVision vision, const QColor& color) {
    switch (vision) {
        case ColorVision::usual:
            break;
        case ColorVision::protanopia:
            return fromLinear(times(protanopia, linearOf(color)));
        case ColorVision::deuteranopia:
            return fromLinear(times(deuteranopia, linearOf(color)));
        case ColorVision::tritanopia:
            return fromLinear(times(tritanopia, linearOf(color)));
        case ColorVision::grey: {
            const double light = luminance(color);
            return fromLinear({light, light, light});
        }
    }
    return color;
}

double lightnessOf(const QColor& color) {
    return labOf(color)[0];
}

double colorDistance(const QColor& a, const QColor& b) {
    const Triple one = labOf(a), other = labOf(b);
    return std::hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
}

bool looksAlike(ColorVision vision, const QColor& a, const QColor& b) {
    return colorDistance(seenWith(vision, a), seenWith(vision, b)) < alikeBelow;
}

}  // namespace basin::ui
