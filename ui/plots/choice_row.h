// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QString>
#include <QStringList>
#include <QWidget>

namespace basin::ui {

/// A plot's only choice; hidden until a card takes it.
QComboBox* makeChoice(QWidget* plot, const QString& name, const QString& toolTip);
/// The row that a plot's choices stand in; hidden until a card takes it.
QWidget* makeChoiceRow(QWidget* plot);
/// Another choice at the end of the row.
QComboBox* addChoice(QWidget* row, const QString& name, const QString& toolTip);
/// Fills a choice anew where its items are others, and shows one of them; tells nobody.
void fillChoice(QComboBox* box, const QStringList& names, int current);

}  // namespace basin::ui
