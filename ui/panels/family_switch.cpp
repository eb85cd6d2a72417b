// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/family_switch.h"

#include <algorithm>

#include <QSignalBlocker>
#include <QVBoxLayout>

#include "ui/families/family_view.h"
#include "ui/panels/fields.h"

namespace basin::ui {

FamilySwitch::FamilySwitch(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    for (const FamilyView* family : familyViews()) {
        auto* button = new QRadioButton(family->name(), this);
        describe(button, family->name(), family->meaning());
        column->addWidget(button);
        buttons_[family] = button;
    }
    setFamily(*familyViews().front());
    for (const auto& [family, button] : buttons_)
        connect(button, &QRadioButton::toggled, this, [this, family = family](bool on) {
            if (on) emit chosen(family);
        });
}

const FamilyView& FamilySwitch::family() const {
    const auto views = familyViews();
    return **std::ranges::find_if(
        views, [this](const FamilyView* family) { return buttons_.at(family)->isChecked(); });
}

void FamilySwitch::setFamily(const FamilyView& family) {
    const QSignalBlocker quiet(this);
    button(family)->setChecked(true);
}

}  // namespace basin::ui
