// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/fields.h"

#include <cmath>
#include <cstdlib>
#include <limits>

#include <QLineEdit>
#include <QLocale>

#include "ui/chart/number_format.h"

namespace basin::ui {

namespace {

constexpr int fewDigits = 6;                      // that a narrow field has room for
constexpr int exactDigits = 15;                   // that every decimal fraction keeps in a double
constexpr qsizetype roomOfField = 10;             // characters
constexpr int narrowReal = 64, narrowWhole = 56;  // px; enough for "1e-10" and "4096" beside the step buttons

const QString widestReal = QStringLiteral("0.00000"), widestWhole = QStringLiteral("0000");
using Ends = std::numeric_limits<Index>;

/// The end of a range of whole numbers; none where there is none.
Index endOf(double end, Index none) {
    return std::isfinite(end) ? static_cast<Index>(end) : none;
}

/// The text with the fewest digits that reads back to the value, six or more, as the window writes numbers.
QString exactText(double value) {
    constexpr int allDigits = 17;
    for (int digits = fewDigits; digits < allDigits; ++digits)
        if (const QString text = formatNumber(value, digits); readNumber(text).real() == value) return text;
    return formatNumber(value, allDigits);
}

/// To the nearest number of so many digits: 0.1 + 0.2 is 0.3.
double rounded(double value, int digits) {
    return QLocale::c().toString(value, 'g', digits).toDouble();
}

QString longer(const QString& a, const QString& b) {
    return a.size() > b.size() ? a : b;
}

/// As narrow as the field may get: this number beside the step buttons.
QSize narrowest(const NumberField& field, const QString& number, int buttons, int least) {
    return {std::max(least, field.fontMetrics().horizontalAdvance(number) + buttons),
            field.sizeHint().height()};
}

}  // namespace

RealField::RealField(double minimum, double maximum, QWidget* parent)
    : RangedField(minimum, maximum, parent) {
    restore();
}

RealField::RealField(const Range& range, QWidget* parent) : RealField(range.low, range.high, parent) {
    setSmallest(range.low, range.above_low);
    if (range.may_be_infinite) setInfinityText(tr("no limit"));
}

void RealField::setInfinityText(const QString& text) {
    lineEdit()->setPlaceholderText(text);
}

bool RealField::takesNothing() const {
    return !lineEdit()->placeholderText().isEmpty();
}

bool RealField::isValue(const NumberEntry& entry) const {
    return entry.fault == NumberEntry::Fault::empty || RangedField::isValue(entry);
}

void RealField::take(const NumberEntry& entry) {
    if (entry.fault == NumberEntry::Fault::empty)
        setValue(std::numeric_limits<double>::infinity());
    else
        RangedField::take(entry);
}

QString RealField::typedText() const {
    return exactText(value());
}

QString RealField::valueText() const {
    if (std::isnan(value())) return formatNumber(value());
    if (std::isinf(value())) return {};
    const QString exact = exactText(value());
    return exact.size() <= roomOfField ? exact : formatNumber(value(), fewDigits);
}

QString RealField::rangeText() const {
    const QString low = formatNumber(minimum(), fewDigits), high = formatNumber(maximum(), fewDigits);
    const bool bounded = std::isfinite(maximum());
    QString text = tr("a number");
    if (std::isfinite(minimum()) && bounded)
        text = (isAboveMinimum() ? tr("a number above %1, at most %2") : tr("a number from %1 to %2"))
                   .arg(low, high);
    else if (std::isfinite(minimum()))
        text = (isAboveMinimum() ? tr("a number above %1") : tr("a number of at least %1")).arg(low);
    else if (bounded)
        text = tr("a number of at most %1").arg(high);
    return takesNothing() ? tr("%1, or nothing for no limit").arg(text) : text;
}

QString RealField::wideText() const {
    const auto text = [](double end) {
        return std::isfinite(end) ? formatNumber(end, fewDigits) : widestReal;
    };
    return longer(text(minimum()), text(maximum()));
}

QSize RealField::minimumSizeHint() const {
    return narrowest(*this, widestReal, 36, narrowReal);
}

void RealField::step(int steps) {
    if (!std::isfinite(value())) return;
    const double magnitude = std::abs(value());
    const double unit = magnitude > 0 ? std::pow(10.0, std::floor(std::log10(magnitude) + 1e-9)) : 0.01;
    const bool leavesDecade = steps < 0 && magnitude <= unit * 1.0000001;
    const double stride = leavesDecade && magnitude > 0 ? unit / 10 : unit;
    setValue(rounded(value() + steps * stride, exactDigits));
}

WholeField::WholeField(Index minimum, Index maximum, QWidget* parent)
    : RangedField(minimum, maximum, parent) {
    restore();
}

WholeField::WholeField(const Range& range, QWidget* parent)
    : WholeField(endOf(range.low, Ends::min()), endOf(range.high, Ends::max()), parent) {}

QString WholeField::valueText() const {
    if (value() == minimum() && !specialValueText().isEmpty()) return specialValueText();
    return QString::number(value());
}

QString WholeField::rangeText() const {
    if (maximum() == Ends::max()) return tr("a whole number of at least %1").arg(minimum());
    return tr("a whole number from %1 to %2").arg(minimum()).arg(maximum());
}

QString WholeField::wideText() const {
    const auto text = [](Index end, Index none) { return end == none ? widestWhole : QString::number(end); };
    return longer(text(minimum(), Ends::min()), text(maximum(), Ends::max()));
}

QSize WholeField::minimumSizeHint() const {
    return narrowest(*this, widestWhole, 28, narrowWhole);
}

void WholeField::step(int steps) {
    Index unit = 1;
    const bool shrinks = (value() < 0) != (steps < 0);
    for (Index rest = std::abs(value()) - (shrinks ? 1 : 0); rest >= 100; rest /= 10) unit *= 10;
    setValue(value() + steps * unit);
}

SeedField::SeedField(QWidget* parent) : RangedField(0, std::numeric_limits<std::uint64_t>::max(), parent) {
    setButtonSymbols(NoButtons);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    restore();
}

QString SeedField::valueText() const {
    return QString::number(value());
}

QString SeedField::rangeText() const {
    return tr("a whole number from %1 to %2").arg(minimum()).arg(maximum());
}

QString SeedField::wideText() const {
    return QStringLiteral("0000000000");
}

QSize SeedField::minimumSizeHint() const {
    return narrowest(*this, QStringLiteral("00"), 8, 0);
}

}  // namespace basin::ui
