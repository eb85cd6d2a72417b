// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

namespace basin::ui {

/// Whether a widget was hidden itself, in whatever it lies.
bool isLeftOut(const QWidget* widget);

/// Shows a widget for as long as one of these is not left out, e.g. a label with its field.
void showWith(QWidget* follower, const QList<QWidget*>& leaders);

}  // namespace basin::ui
