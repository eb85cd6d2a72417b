// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/number_text.h"

#include "core/numeric/text.h"
#include "ui/chart/number_format.h"

namespace basin::ui {

QString numberText(double value) {
    return formatNumber(value);
}

QString durationText(double seconds) {
    return QString::fromStdString(time_left_text(seconds));
}

}  // namespace basin::ui
