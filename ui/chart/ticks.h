// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>

#include "ui/chart/axis_transform.h"

namespace basin::ui {

struct Tick {
    double position;  // axis coordinate
    QString label;
};

/// Ticks at round values between two axis coordinates (low < high), about as many as wanted and never
/// crowded, also where a logarithmic range lies inside one decade. The floor of a logarithmic axis is
/// labelled by what lies there, "0" for zeros. integers: whole numbers only, on linear axes.
std::vector<Tick> makeTicks(const AxisTransform& transform, double low, double high, int wanted,
                            bool integers = false);

/// Ticks at these data values, where the range shows them; their labels tell them apart.
std::vector<Tick> ticksAt(const AxisTransform& transform, const std::vector<double>& values, double low,
                          double high);

}  // namespace basin::ui
