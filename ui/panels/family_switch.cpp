// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/family_switch.h"

#include <QSignalBlocker>
#include <QVBoxLayout>

#include "ui/panels/fields.h"

namespace basin::ui {

FamilySwitch::FamilySwitch(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    buttons_[Family::softmax] = add(
        tr("Softmax regression"),
        tr("Two-layer softmax regression: a smooth problem that Newton's method solves with an exact or a "
           "crude Hessian."));
    buttons_[Family::network] =
        add(tr("Recurrent network"),
            tr("An Elman network that learns a time series: a problem with kinks, solved by piecewise-affine "
               "steps."));
    buttons_[Family::softmax]->setChecked(true);
    for (const Family family : allFamilies)
        connect(buttons_[family], &QRadioButton::toggled, this, [this, family](bool on) {
            if (on) emit chosen(family);
        });
}

QRadioButton* FamilySwitch::add(const QString& name, const QString& toolTip) {
    auto* button = new QRadioButton(name, this);
    describe(button, name, toolTip);
    layout()->addWidget(button);
    return button;
}

void FamilySwitch::setFamily(Family family) {
    const QSignalBlocker first(buttons_[Family::softmax]), second(buttons_[Family::network]);
    buttons_[family]->setChecked(true);
}

}  // namespace basin::ui
