// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/color_bar_labels.h"

#include <algorithm>

#include "ui/chart/number_format.h"
#include "ui/chart/ticks.h"

namespace basin::ui {

namespace {

/// Round values, as on an axis.
std::vector<ColorBarLabel> linearLabels(const ColorScale& scale, bool few, bool whole) {
    const double low = scale.value(0), high = scale.value(1);
    std::vector<ColorBarLabel> labels;
    for (const Tick& tick : makeTicks(AxisTransform::linear(), low, high, few ? 3 : 5, whole))
        labels.push_back({scale.level(tick.position), tick.label});
    return labels;
}

/// The values at even levels, with as many digits as tell neighbours apart.
std::vector<ColorBarLabel> evenLabels(const ColorScale& scale, bool few) {
    constexpr int mostDigits = 17;  // of a double
    const int steps = few ? 2 : 4;
    for (int digits = few ? 2 : 3;; ++digits) {
        std::vector<ColorBarLabel> labels;
        for (int k = 0; k <= steps; ++k) {
            const double level = static_cast<double>(k) / steps;
            labels.push_back({level, formatNumber(scale.value(level), digits)});
        }
        const auto same = [](const ColorBarLabel& a, const ColorBarLabel& b) { return a.text == b.text; };
        if (digits == mostDigits || std::ranges::adjacent_find(labels, same) == labels.end()) return labels;
    }
}

}  // namespace

std::vector<ColorBarLabel> colorBarLabels(const ColorScale& scale, bool few, bool whole) {
    // One value has one colour.
    if (!(scale.value(1) > scale.value(0)))
        return {{scale.level(scale.value(0)), formatNumber(scale.value(0))}};
    return scale.kind() == ColorScale::Kind::linear ? linearLabels(scale, few, whole)
                                                    : evenLabels(scale, few);
}

}  // namespace basin::ui
