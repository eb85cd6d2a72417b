// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "ui/chart/curve.h"

namespace basin::ui {

/// An axis as long as these values are apart, from the floor where the transform shows one. What is not
/// finite has no place on it.
PlotAxis axisOver(const AxisTransform& transform, std::span<const double> values);

}  // namespace basin::ui
