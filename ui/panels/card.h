// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QScrollArea>

namespace basin::ui {

/// What a panel scrolls in, up and down: never narrower than what it holds, whatever that becomes.
class PanelArea : public QScrollArea {
    Q_OBJECT

  public:
    explicit PanelArea(QWidget* parent = nullptr);
    QSize minimumSizeHint() const override;

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

/// A panel's background: the card colour with rounded corners and a thin border, from the palette.
class Card : public QFrame {
    Q_OBJECT

  public:
    explicit Card(QWidget* content, QWidget* parent = nullptr);
    /// The content scrolls when there is too little height.
    static Card* scrolling(QScrollArea* area, QWidget* parent = nullptr);

  protected:
    void paintEvent(QPaintEvent* event) override;
};

}  // namespace basin::ui
