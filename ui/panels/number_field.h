// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractSpinBox>
#include <QPointer>

#include "ui/panels/number_entry.h"
#include "ui/panels/refusal_note.h"

namespace basin::ui {

/// The manners of every field for a number. What was typed or pasted becomes the value when the field is
/// left, on Return and before a step. What is no number, may be two, or is out of range is refused where it
/// is seen: a border and a sentence that names the range; the text stays until it is corrected or Escape
/// brings the value back. The wheel is left to the scroll area until the field has the focus.
class NumberField : public QAbstractSpinBox {
    Q_OBJECT

  public:
    explicit NumberField(QWidget* parent = nullptr);
    ~NumberField() override;
    /// What was typed becomes the value; false where it is refused.
    bool commit();
    /// The text of the value comes back.
    void restore();
    /// Why the text was refused; empty where it was not.
    QString refusal() const { return refusal_; }
    /// The tooltip of a field that refuses nothing.
    void explain(const QString& toolTip);
    void stepBy(int steps) override;
    QSize sizeHint() const override;

    /// "a number from 0 to 1".
    virtual QString rangeText() const = 0;

  protected:
    /// Whether an empty field stands for a value of its own.
    virtual bool takesNothing() const { return false; }
    /// Of the entry, which has no fault: whether it is a value of the range.
    virtual bool isValue(const NumberEntry& entry) const = 0;
    /// Makes such an entry the value.
    virtual void take(const NumberEntry& entry) = 0;
    virtual void step(int steps) = 0;
    virtual QString valueText() const = 0;
    /// The longest text that there should be room for.
    virtual QString wideText() const = 0;
    /// The text of the value that the field has now.
    void showText(const QString& text);

    StepEnabled stepEnabled() const override { return StepUpEnabled | StepDownEnabled; }
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void moveEvent(QMoveEvent* event) override;

  private:
    NumberEntry entry() const;
    bool isEdited() const;
    QString whyNot(const NumberEntry& entry) const;
    void judge();
    void refuse(const QString& why);

    QString shown_;    // as it was before it was edited
    QString refusal_;  // a sentence
    QString toolTip_;
    QPointer<RefusalNote> note_;
};

/// What was typed into the field that has the focus inside the window becomes its value, as when it is left.
void commitFocusedField(const QWidget& window);

/// Gives a control its name for screen readers and its tooltip in plain words.
void describe(QWidget* control, const QString& name, const QString& toolTip);

}  // namespace basin::ui
