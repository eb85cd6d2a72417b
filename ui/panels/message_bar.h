// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QLabel>
#include <QToolButton>

namespace basin::ui {

/// One calm line across the window: a hint, or what went wrong. Hidden when there is nothing to say.
class MessageBar : public QFrame {
    Q_OBJECT

  public:
    /// What a file was wrong with is not taken away by a run.
    enum class Kind { hint, error, fileError };
    explicit MessageBar(QWidget* parent = nullptr);

    void showMessage(Kind kind, const QString& text);
    /// Takes a message of that kind away; leaves one of the other kind.
    void clear(Kind kind);
    QString text() const { return isHidden() ? QString() : label_->text(); }
    Kind kind() const { return kind_; }

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void color();

    QLabel* label_;
    QToolButton* close_;
    Kind kind_ = Kind::hint;
};

}  // namespace basin::ui
