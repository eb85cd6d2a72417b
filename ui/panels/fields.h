// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QSpinBox>

#include "core/numeric/types.h"

namespace basin::ui {

/// A number field that shows as many digits as the value has ("0.05", "1e-10") and leaves the wheel to the
/// scroll area until it has the focus.
class RealField : public QDoubleSpinBox {
    Q_OBJECT

  public:
    RealField(double minimum, double maximum, QWidget* parent = nullptr);
    /// Shows a value that may lie outside the range, as one from a file may: the range makes room for it.
    void showValue(double value);
    /// What may be typed at most, from the next showValue() on.
    void setLargest(double maximum) { high_ = maximum; }
    /// Shows no number: there is nothing to set.
    void setBlank(bool blank);
    QString textFromValue(double value) const override;
    double valueFromText(const QString& text) const override;
    QValidator::State validate(QString& text, int& position) const override;
    QSize minimumSizeHint() const override;

  protected:
    void stepBy(int steps) override;
    void wheelEvent(QWheelEvent* event) override;

  private:
    double low_, high_;  // what may be typed
    bool blank_ = false;
};

/// A whole number, with the same manners.
class WholeField : public QSpinBox {
    Q_OBJECT

  public:
    WholeField(Index minimum, Index maximum, QWidget* parent = nullptr);
    /// The same manner of showing values from outside; the nearest int of what no int holds.
    void showValue(Index value);
    void setBlank(bool blank);
    QString textFromValue(int value) const override;
    QSize minimumSizeHint() const override;

  protected:
    void wheelEvent(QWheelEvent* event) override;

  private:
    int low_, high_;  // what may be typed
    bool blank_ = false;
};

/// A seed: any number of 64 bits.
class SeedField : public QLineEdit {
    Q_OBJECT

  public:
    explicit SeedField(QWidget* parent = nullptr);
    std::uint64_t seed() const { return text().toULongLong(); }
    void setSeed(std::uint64_t seed) { setText(QString::number(seed)); }
    /// Reports what was typed, as when the field is left.
    void commit();

  signals:
    void seedEdited(quint64 seed);  // by the user
};

/// What was typed into the field that has the focus inside the window becomes its value, as when it is left.
void commitFocusedField(const QWidget& window);

/// Gives a control its name for screen readers and its tooltip in plain words.
void describe(QWidget* control, const QString& name, const QString& toolTip);

}  // namespace basin::ui
