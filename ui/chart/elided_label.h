// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace basin::ui {

/// One line that ends in "…" where it has no room, whole in its tool tip; never makes its parent wider.
class ElidedLabel : public QLabel {
    Q_OBJECT

  public:
    explicit ElidedLabel(QWidget* parent = nullptr);

    void setText(const QString& text);
    /// What the tool tip says of it; the whole text stands before that where it is cut.
    void explain(const QString& toolTip);
    bool isCut() const;
    /// Ends so many px before the right edge, where something else lies.
    void setRoomRight(int room);
    QSize minimumSizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    void showToolTip();

    QString explanation_;
    int roomRight_ = 0;
};

}  // namespace basin::ui
