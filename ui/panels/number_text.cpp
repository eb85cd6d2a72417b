// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/number_text.h"

#include <cmath>

#include <QCoreApplication>

#include "ui/chart/number_format.h"

namespace basin::ui {

namespace {
struct NumberText {
    Q_DECLARE_TR_FUNCTIONS(NumberText)
};
}  // namespace

QString numberText(double value) {
    return formatNumber(value);
}

QString durationText(double seconds) {
    if (!std::isfinite(seconds)) return {};
    if (seconds < 90) return NumberText::tr("%1 s").arg(std::ceil(seconds));
    if (seconds < 5400) return NumberText::tr("%1 min").arg(std::ceil(seconds / 60));
    return NumberText::tr("%1 h").arg(std::ceil(seconds / 3600));
}

}  // namespace basin::ui
