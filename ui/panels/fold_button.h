// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

namespace basin::ui {

inline constexpr int smallButton = 20, smallButtonIcon = 12;  // px; beside a line of text

/// A chevron that is pressed to unfold something in place, and again to fold it. Checked: it is unfolded.
class FoldButton : public QToolButton {
    Q_OBJECT

  public:
    explicit FoldButton(QWidget* parent = nullptr);
    /// What is unfolded, for screen readers, and a tooltip.
    void setWords(const QString& name, const QString& toolTip);

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    void showState();

    QString name_;
};

}  // namespace basin::ui
