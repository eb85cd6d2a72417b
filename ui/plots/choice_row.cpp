// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/choice_row.h"

#include <QAbstractItemView>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QStyle>

#include "ui/theme.h"

namespace basin::ui {

namespace {

QComboBox* makeBox(QWidget* parent, const QString& name, const QString& toolTip) {
    auto* box = new QComboBox(parent);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    box->setAccessibleName(name);
    box->setToolTip(toolTip);
    return box;
}

}  // namespace

QComboBox* makeChoice(QWidget* plot, const QString& name, const QString& toolTip) {
    QComboBox* box = makeBox(plot, name, toolTip);
    box->hide();
    return box;
}

QWidget* makeChoiceRow(QWidget* plot) {
    auto* row = new QWidget(plot);
    row->hide();
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spaceUnit / 2);
    return row;
}

QComboBox* addChoice(QWidget* row, const QString& name, const QString& toolTip) {
    QComboBox* box = makeBox(row, name, toolTip);
    row->layout()->addWidget(box);
    return box;
}

void fillChoice(QComboBox* box, const QStringList& names, int current) {
    const QSignalBlocker quiet(box);
    QStringList present;
    for (int k = 0; k < box->count(); ++k) present << box->itemText(k);
    if (present != names) {
        box->clear();
        box->addItems(names);
        // A list is as wide as what is in it, also of a box that is not.
        box->view()->setMinimumWidth(box->view()->sizeHintForColumn(0) +
                                     box->style()->pixelMetric(QStyle::PM_ScrollBarExtent));
    }
    box->setCurrentIndex(current);
}

}  // namespace basin::ui
