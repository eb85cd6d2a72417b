// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace basin::ui {

/// A number for people, as the plots' labels show it: three significant digits; a dash when not applicable.
QString numberText(double value);
/// "12 s", "3 min", "2 h"; empty when unknown.
QString durationText(double seconds);

}  // namespace basin::ui
