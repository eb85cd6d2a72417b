// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "ui/chart/ticks.h"

namespace basin::ui {

/// Ticks at round dates between two times in seconds since 1970 (low < high), about as many as wanted: at the
/// beginnings of years, months, days or parts of days.
std::vector<Tick> makeDateTicks(double low, double high, int wanted);

}  // namespace basin::ui
