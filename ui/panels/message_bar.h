// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QLabel>
#include <QToolButton>

namespace basin::ui {

/// One calm line over the lower edge of what it speaks of: a hint, or what went wrong. It moves nothing, and
/// is hidden when there is nothing to say.
class MessageBar : public QFrame {
    Q_OBJECT

  public:
    /// What a file was wrong with is not taken away by a run.
    enum class Kind { hint, error, fileError };
    explicit MessageBar(QWidget* parent = nullptr);

    /// Lies over this widget from now on.
    void layOver(QWidget* area);
    void showMessage(Kind kind, const QString& text);
    /// Takes a message of that kind away; leaves one of the other kind.
    void clear(Kind kind);
    QString text() const { return isHidden() ? QString() : label_->text(); }
    Kind kind() const { return kind_; }

  protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

  private:
    void color();
    void place();

    QLabel* label_;
    QToolButton* close_;
    Kind kind_ = Kind::hint;
};

}  // namespace basin::ui
