// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QWidget>

namespace basin::ui {

/// What a piece of text is; its size comes from theme.h's TypeScale, times the window's factor.
enum class TextRole { small, body, title, heading, display };

void setTextRole(QWidget* widget, TextRole role);

/// A word-wrapping label of that role; small ones are muted.
QLabel* makeLabel(const QString& text, TextRole role, QWidget* parent = nullptr);

/// Sets the fonts of root and everything under it; 1 in the window, 1.6 when presenting.
void applyTypeScale(QWidget* root, double factor);

}  // namespace basin::ui
