// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QPainter;
class QSize;
class QStyleOptionMenuItem;
class QWidget;

namespace basin::ui {

// Entries of a menu whose text has a line break: a title, and under it a sentence in a smaller, muted type,
// wrapped so that two columns of entries fit the screen.

bool hasStory(const QStyleOptionMenuItem& entry);
QSize storySize(const QStyleOptionMenuItem& entry, const QWidget* menu);
void drawStory(QPainter& painter, const QStyleOptionMenuItem& entry);

}  // namespace basin::ui
