// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

class QWidget;

namespace basin::ui {

class FormSection;

/// "why?" behind a guess: the reason is its tooltip, and stays to be read when it is clicked.
class WhyButton : public QToolButton {
    Q_OBJECT

  public:
    explicit WhyButton(QWidget* parent = nullptr);

    /// about: what was guessed, for screen readers. Nothing to say hides the button.
    void setReason(const QString& about, const QString& reason);
    const QString& reason() const { return reason_; }

  private:
    void tell();

    QString reason_;
};

/// A text as a tooltip that breaks into lines and shows every character as it is.
QString wrappedToolTip(const QString& text);

/// A row of a section: a label with its key ("&Lags"), a control, and behind it why it was guessed; why may
/// be null.
void addGuessRow(FormSection& section, const QString& label, QWidget* control, WhyButton* why,
                 const QString& toolTip);

}  // namespace basin::ui
