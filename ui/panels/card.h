// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QScrollArea>

namespace basin::ui {

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
