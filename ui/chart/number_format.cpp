// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/number_format.h"

#include <cmath>

#include "core/numeric/text.h"

namespace basin::ui {

QString formatSeconds(double seconds) {
    return std::isfinite(seconds) ? QString::fromStdString(seconds_text(seconds)) : formatNumber(seconds);
}

QString formatPowerOfTen(int exponent) {
    return QString::fromStdString(power_of_ten_text(exponent));
}

QString formatSubscript(long long number) {
    QString text = QString::number(number);
    for (QChar& digit : text) digit = QChar(u'₀' + digit.digitValue());
    return text;
}

QString formatFixed(double value, int decimals) {
    QString text = QString::number(value, 'f', decimals);
    if (text.startsWith(u'-') && text.toDouble() == 0) text.remove(0, 1);
    return text.replace(u'-', QChar(0x2212));
}

QString formatNumber(double value, int digits) {
    if (std::isnan(value)) return QStringLiteral("–");
    if (std::isinf(value)) return value > 0 ? QStringLiteral("∞") : QStringLiteral("−∞");
    return QString::fromStdString(number_text(value, digits));
}

}  // namespace basin::ui
