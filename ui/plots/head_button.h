// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

#include "ui/theme.h"

namespace basin::ui {

/// A small action in a card's head. While it is not revealed it keeps its place and can be reached with the
/// keyboard, but draws nothing.
class HeadButton : public QToolButton {
    Q_OBJECT

  public:
    enum class Glyph { maximise, restore, undo, reset, save };

    HeadButton(Glyph glyph, const QString& name, QWidget* parent = nullptr);

    void setGlyph(Glyph glyph, const QString& name);
    void setTheme(const Theme& theme);
    void setRevealed(bool revealed);
    bool isRevealed() const { return revealed_; }
    QSize sizeHint() const override { return {22, 22}; }

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    Glyph glyph_;
    Theme theme_;
    bool revealed_ = false;
};

}  // namespace basin::ui
