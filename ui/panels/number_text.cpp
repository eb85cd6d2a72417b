// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/number_text.h"

#include <cmath>

#include <QCoreApplication>
#include <QLocale>

namespace basin::ui {

namespace {
struct NumberText {
    Q_DECLARE_TR_FUNCTIONS(NumberText)
};
}  // namespace

QString numberText(double value) {
    if (std::isnan(value)) return QStringLiteral("–");
    if (std::isinf(value)) return value > 0 ? QStringLiteral("∞") : QStringLiteral("−∞");
    return QLocale::c().toString(value, 'g', 3).replace(QLatin1Char('-'), QStringLiteral("−"));
}

QString durationText(double seconds) {
    if (!std::isfinite(seconds)) return {};
    if (seconds < 90) return NumberText::tr("%1 s").arg(std::ceil(seconds));
    if (seconds < 5400) return NumberText::tr("%1 min").arg(std::ceil(seconds / 60));
    return NumberText::tr("%1 h").arg(std::ceil(seconds / 3600));
}

}  // namespace basin::ui
