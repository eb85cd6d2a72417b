// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/family_switch.h"

#include <algorithm>

#include <QBoxLayout>
#include <QSignalBlocker>

#include "ui/families/family_view.h"
#include "ui/panels/fields.h"
#include "ui/theme.h"

namespace basin::ui {

FamilySwitch::FamilySwitch(QWidget* parent)
    : FamilySwitch({familyViews().begin(), familyViews().end()}, Qt::Vertical, parent) {}

FamilySwitch::FamilySwitch(const std::vector<const FamilyView*>& families, Qt::Orientation orientation,
                           QWidget* parent)
    : QWidget(parent) {
    const bool below = orientation == Qt::Vertical;
    auto* layout = new QBoxLayout(below ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight, this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(below ? 2 : gutter);
    for (const FamilyView* family : families) {
        auto* button = new QRadioButton(family->name(), this);
        describe(button, family->name(), family->meaning());
        layout->addWidget(button);
        buttons_[family] = button;
    }
    setFamily(*families.front());
    for (const auto& [family, button] : buttons_)
        connect(button, &QRadioButton::toggled, this, [this, family = family](bool on) {
            if (on) emit chosen(family);
        });
}

const FamilyView& FamilySwitch::family() const {
    return *std::ranges::find_if(buttons_, [](const auto& each) { return each.second->isChecked(); })->first;
}

void FamilySwitch::setFamily(const FamilyView& family) {
    const QSignalBlocker quiet(this);
    button(family)->setChecked(true);
}

}  // namespace basin::ui
