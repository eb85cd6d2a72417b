// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/choice_row.h"

#include <QHBoxLayout>

#include "ui/theme.h"

namespace basin::ui {

QWidget* makeChoiceRow(QWidget* plot) {
    auto* row = new QWidget(plot);
    row->hide();
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spaceUnit / 2);
    return row;
}

QComboBox* addChoice(QWidget* row, const QString& name, const QString& toolTip) {
    auto* box = new QComboBox(row);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    box->setAccessibleName(name);
    box->setToolTip(toolTip);
    row->layout()->addWidget(box);
    return box;
}

}  // namespace basin::ui
