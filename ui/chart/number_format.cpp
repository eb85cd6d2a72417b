// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/number_format.h"

#include <cmath>

namespace basin::ui {

namespace {

QString withRealMinus(QString text) {
    return text.replace(u'-', QChar(0x2212));
}

/// Whether a plain decimal reads better than a power of ten.
bool isPlain(double magnitude) {
    return magnitude >= 0.999e-3 && magnitude < 1e5;
}

/// "1.50" -> "1.5", "2.00" -> "2".
QString withoutTrailingZeros(QString text) {
    if (!text.contains(u'.')) return text;
    while (text.endsWith(u'0')) text.chop(1);
    if (text.endsWith(u'.')) text.chop(1);
    return text;
}

}  // namespace

QString formatSeconds(double seconds) {
    if (std::isinf(seconds)) return formatNumber(seconds);
    if (seconds < 1e-3) return QStringLiteral("%1 µs").arg(formatNumber(seconds * 1e6));
    if (seconds < 1) return QStringLiteral("%1 ms").arg(formatNumber(seconds * 1e3));
    return std::isnan(seconds) ? formatNumber(seconds) : QStringLiteral("%1 s").arg(formatNumber(seconds));
}

QString formatPowerOfTen(int exponent) {
    static const char16_t superscripts[] = u"⁰¹²³⁴⁵⁶⁷⁸⁹";
    QString text = QStringLiteral("10");
    if (exponent < 0) text += QChar(0x207B);
    const QString digits = QString::number(std::abs(exponent));
    for (const QChar digit : digits) text += QChar(superscripts[digit.digitValue()]);
    return text;
}

QString formatSubscript(long long number) {
    QString text = QString::number(number);
    for (QChar& digit : text) digit = QChar(u'₀' + digit.digitValue());
    return text;
}

QString formatFixed(double value, int decimals) {
    QString text = QString::number(value, 'f', decimals);
    if (text.startsWith(u'-') && text.toDouble() == 0) text.remove(0, 1);
    return withRealMinus(text);
}

QString formatNumber(double value, int digits) {
    if (std::isnan(value)) return QStringLiteral("–");
    if (std::isinf(value)) return value > 0 ? QStringLiteral("∞") : QStringLiteral("−∞");
    if (value == 0) return QStringLiteral("0");
    if (value == std::trunc(value) && isPlain(std::abs(value)))
        return withRealMinus(QString::number(static_cast<long long>(value)));
    // Rounded first, so that 999.97 becomes 1000 and not 1.00e+03.
    const QString rounded = QString::number(value, 'e', digits - 1);
    const int exponent = rounded.mid(rounded.indexOf(u'e') + 1).toInt();
    if (isPlain(std::abs(rounded.toDouble())))
        return withRealMinus(
            withoutTrailingZeros(QString::number(value, 'f', std::max(digits - 1 - exponent, 0))));
    const QString mantissa = withoutTrailingZeros(rounded.left(rounded.indexOf(u'e')));
    if (mantissa == QLatin1String("1")) return formatPowerOfTen(exponent);
    if (mantissa == QLatin1String("-1")) return QChar(0x2212) + formatPowerOfTen(exponent);
    return withRealMinus(mantissa) + QStringLiteral("·") + formatPowerOfTen(exponent);
}

}  // namespace basin::ui
