// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace basin::ui {

/// A number for people, as the plots' labels show it: three significant digits; a dash when not applicable.
QString numberText(double value);
/// "12 s", "3 min", "2 h"; empty when unknown, or when none should be left and yet it goes on.
QString durationText(double seconds);

/// "1 step", "7 steps".
QString stepsText(qlonglong count);

}  // namespace basin::ui
