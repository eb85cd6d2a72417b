// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPair>
#include <QString>

class QWidget;

namespace basin::ui {

/// The help page as HTML; shortcuts are words and keys.
QString helpText(const QList<QPair<QString, QString>>& shortcuts);

void showHelp(QWidget* window, const QList<QPair<QString, QString>>& shortcuts);
/// The user's manual, with a search.
void showManual(QWidget* window);
void showAbout(QWidget* window);

}  // namespace basin::ui
