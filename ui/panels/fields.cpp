// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/fields.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <QRegularExpressionValidator>
#include <QSignalBlocker>
#include <QWheelEvent>

namespace basin::ui {

namespace {

constexpr int significantDigits = 6;
// px; enough for "1e-10" and "4096" beside the step buttons
constexpr int fieldWidth = 64;
constexpr int smallFieldWidth = 56;

int toInt(Index value) {
    using Limits = std::numeric_limits<int>;
    return static_cast<int>(std::clamp<Index>(value, Limits::min(), Limits::max()));
}

/// What was typed becomes the value; a text that was left alone may say its value with fewer digits and
/// stays.
template <typename Field>
void commitText(Field& field) {
    if (field.cleanText() != field.textFromValue(field.value())) field.interpretText();
}

// A field that takes the wheel while the panel scrolls under the pointer changes values by accident.
template <typename Field>
bool takesWheel(const Field& field) {
    return field.hasFocus();
}

}  // namespace

RealField::RealField(double minimum, double maximum, QWidget* parent)
    : QDoubleSpinBox(parent), low_(minimum), high_(maximum) {
    setDecimals(323);  // tolerances such as 1e-300 keep all their digits
    setRange(minimum, maximum);
    setFocusPolicy(Qt::StrongFocus);
    setKeyboardTracking(false);
    setAccelerated(true);
}

void RealField::showValue(double value) {
    const QSignalBlocker quiet(this);  // a narrower range would report the old value, moved into it
    setRange(std::min(low_, value), std::max(high_, value));
    setValue(value);
}

void RealField::setBlank(bool blank) {
    blank_ = blank;
    setValue(value());  // writes the text anew
}

QString RealField::textFromValue(double value) const {
    if (blank_) return {};
    return QLocale::c().toString(value, 'g', significantDigits);
}

double RealField::valueFromText(const QString& text) const {
    return QLocale::c().toDouble(text.trimmed());
}

QValidator::State RealField::validate(QString& text, int&) const {
    static const QRegularExpression partial(QStringLiteral(R"(^\s*-?\d*\.?\d*([eE][+-]?\d*)?\s*$)"));
    bool isNumber = false;
    const double value = QLocale::c().toDouble(text.trimmed(), &isNumber);
    if (isNumber && value >= minimum() && value <= maximum()) return QValidator::Acceptable;
    return partial.match(text).hasMatch() ? QValidator::Intermediate : QValidator::Invalid;
}

QSize RealField::minimumSizeHint() const {
    return {std::max(fieldWidth, fontMetrics().horizontalAdvance(QStringLiteral("0.00000")) + 36),
            QDoubleSpinBox::minimumSizeHint().height()};
}

// One unit of the leading digit, so that 0.3 goes to 0.4 and 1e-10 to 2e-10.
void RealField::stepBy(int steps) {
    const double magnitude = std::abs(value());
    const double unit = magnitude > 0 ? std::pow(10.0, std::floor(std::log10(magnitude) + 1e-9)) : 0.01;
    const bool leavesDecade = steps < 0 && magnitude <= unit * 1.0000001;
    const double step = leavesDecade && magnitude > 0 ? unit / 10 : unit;
    const double raw = value() + steps * step;
    setValue(QLocale::c().toString(raw, 'g', significantDigits).toDouble());
}

void RealField::wheelEvent(QWheelEvent* event) {
    if (takesWheel(*this)) {
        QDoubleSpinBox::wheelEvent(event);
    } else {
        event->ignore();
    }
}

WholeField::WholeField(Index minimum, Index maximum, QWidget* parent)
    : QSpinBox(parent), low_(toInt(minimum)), high_(toInt(maximum)) {
    setRange(low_, high_);
    setFocusPolicy(Qt::StrongFocus);
    setKeyboardTracking(false);
    setAccelerated(true);
    setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
}

void WholeField::showValue(Index value) {
    const QSignalBlocker quiet(this);
    const int shown = toInt(value);
    setRange(std::min(low_, shown), std::max(high_, shown));
    setValue(shown);
}

void WholeField::setBlank(bool blank) {
    blank_ = blank;
    setValue(value());
}

QString WholeField::textFromValue(int value) const {
    return blank_ ? QString() : QSpinBox::textFromValue(value);
}

QSize WholeField::minimumSizeHint() const {
    return {std::max(smallFieldWidth, fontMetrics().horizontalAdvance(QStringLiteral("0000")) + 28),
            QSpinBox::minimumSizeHint().height()};
}

void WholeField::wheelEvent(QWheelEvent* event) {
    if (takesWheel(*this)) {
        QSpinBox::wheelEvent(event);
    } else {
        event->ignore();
    }
}

SeedField::SeedField(QWidget* parent) : QLineEdit(parent) {
    setValidator(new QRegularExpressionValidator(QRegularExpression(QStringLiteral("\\d{1,19}")), this));
    connect(this, &QLineEdit::editingFinished, this, &SeedField::commit);
}

void SeedField::commit() {
    if (!isModified() || !hasAcceptableInput()) return;
    setModified(false);  // told once
    emit seedEdited(seed());
}

void commitFocusedField(const QWidget& window) {
    QWidget* focused = window.focusWidget();
    if (auto* real = qobject_cast<RealField*>(focused))
        commitText(*real);
    else if (auto* whole = qobject_cast<WholeField*>(focused))
        commitText(*whole);
    else if (auto* seed = qobject_cast<SeedField*>(focused))
        seed->commit();
}

void describe(QWidget* control, const QString& name, const QString& toolTip) {
    control->setAccessibleName(name);
    control->setToolTip(toolTip);
    control->setAccessibleDescription(toolTip);
}

}  // namespace basin::ui
