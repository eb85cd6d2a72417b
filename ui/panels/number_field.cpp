// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/number_field.h"

#include <algorithm>

#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QWheelEvent>

namespace basin::ui {

NumberField::NumberField(QWidget* parent) : QAbstractSpinBox(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setKeyboardTracking(false);
    setAccelerated(true);
    lineEdit()->setValidator(nullptr);  // everything can be typed, and is judged as a whole
    connect(lineEdit(), &QLineEdit::textEdited, this, [this] {
        if (!refusal_.isEmpty()) judge();
    });
    connect(this, &QAbstractSpinBox::editingFinished, this, &NumberField::commit);
}

// The sentence lies in what scrolls with the field.
NumberField::~NumberField() {
    delete note_;
}

bool NumberField::isEdited() const {
    if (lineEdit()->text() != shown_) return true;
    // The word for the smallest value is no number, typed or not.
    return lineEdit()->isModified() && shown_ != specialValueText();
}

NumberEntry NumberField::entry() const {
    return readNumber(lineEdit()->text());
}

bool NumberField::commit() {
    if (!isEdited()) return true;
    judge();
    if (!refusal_.isEmpty()) return false;
    take(entry());
    return true;
}

void NumberField::restore() {
    showText(valueText());
}

void NumberField::showText(const QString& text) {
    shown_ = text;
    lineEdit()->setText(shown_);
    lineEdit()->setModified(false);
    refuse({});
}

void NumberField::explain(const QString& toolTip) {
    toolTip_ = toolTip;
    const bool refused = !refusal_.isEmpty();
    setToolTip(refused ? QStringLiteral("%1\n%2").arg(refusal_, toolTip_) : toolTip_);
    setAccessibleDescription(refused ? refusal_ : toolTip_);
}

QString NumberField::whyNot(const NumberEntry& entry) const {
    const QString text = lineEdit()->text().trimmed(), range = rangeText();
    switch (entry.fault) {
        case NumberEntry::Fault::empty:
            if (takesNothing()) return {};
            return tr("Nothing is written here: it takes %1.").arg(range);
        case NumberEntry::Fault::noNumber:
            return tr("“%1” is no number: this takes %2.").arg(text, range);
        case NumberEntry::Fault::ambiguous:
            return tr("“%1” may be a fraction or thousands: write a decimal point, for %2.").arg(text, range);
        case NumberEntry::Fault::grouped:
            return tr("“%1” has its digits in groups: write them together, for %2.").arg(text, range);
        case NumberEntry::Fault::none:
            break;
    }
    return isValue(entry) ? QString() : tr("“%1” cannot be taken: this takes %2.").arg(text, range);
}

void NumberField::judge() {
    refuse(whyNot(entry()));
}

void NumberField::refuse(const QString& why) {
    if (why == refusal_) return;
    refusal_ = why;
    explain(toolTip_);
    update();
    if (why.isEmpty()) {
        if (note_) note_->hide();
        return;
    }
    if (!note_) note_ = new RefusalNote(this);
    if (isVisible()) note_->say(why);
}

void NumberField::stepBy(int steps) {
    if (!commit()) return;
    step(steps);
    if (hasFocus()) selectAll();
}

QSize NumberField::sizeHint() const {
    const QSize bare = QAbstractSpinBox::sizeHint();  // with the special text, without any number
    const int number = fontMetrics().horizontalAdvance(wideText());
    const int special = fontMetrics().horizontalAdvance(specialValueText());
    return {bare.width() + std::max(0, number - special), bare.height()};
}

bool NumberField::event(QEvent* event) {
    // Escape brings the value back before it means anything to the window.
    if (event->type() == QEvent::ShortcutOverride &&
        static_cast<const QKeyEvent*>(event)->key() == Qt::Key_Escape && isEdited()) {
        event->accept();
        return true;
    }
    return QAbstractSpinBox::event(event);
}

void NumberField::keyPressEvent(QKeyEvent* event) {
    const bool enters = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape && isEdited()) {
        restore();
        selectAll();
        event->accept();
    } else if (enters && !commit()) {
        event->accept();  // no dialog goes on with another value than the one that is seen
    } else {
        QAbstractSpinBox::keyPressEvent(event);
    }
}

// A field that takes the wheel while the panel scrolls under the pointer changes values by accident.
void NumberField::wheelEvent(QWheelEvent* event) {
    if (hasFocus()) {
        QAbstractSpinBox::wheelEvent(event);
    } else {
        event->ignore();
    }
}

void NumberField::paintEvent(QPaintEvent* event) {
    QAbstractSpinBox::paintEvent(event);
    if (refusal_.isEmpty()) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette().color(QPalette::BrightText), 2));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 2, 2);
}

void NumberField::showEvent(QShowEvent* event) {
    QAbstractSpinBox::showEvent(event);
    if (note_ && !refusal_.isEmpty()) note_->say(refusal_);
}

void NumberField::hideEvent(QHideEvent* event) {
    QAbstractSpinBox::hideEvent(event);
    if (note_) note_->hide();
}

void NumberField::moveEvent(QMoveEvent* event) {
    QAbstractSpinBox::moveEvent(event);
    if (note_ && note_->isVisible()) note_->place();
}

void commitFocusedField(const QWidget& window) {
    if (auto* field = qobject_cast<NumberField*>(window.focusWidget())) field->commit();
}

void describe(QWidget* control, const QString& name, const QString& toolTip) {
    control->setAccessibleName(name);
    if (auto* field = qobject_cast<NumberField*>(control)) {
        field->explain(toolTip);
        return;
    }
    control->setToolTip(toolTip);
    control->setAccessibleDescription(toolTip);
}

}  // namespace basin::ui
