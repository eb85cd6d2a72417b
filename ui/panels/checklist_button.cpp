// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/checklist_button.h"

#include <algorithm>

#include <QMenu>
#include <QVBoxLayout>
#include <QWidgetAction>

#include "ui/panels/fields.h"
#include "ui/theme.h"

namespace basin::ui {

ChecklistButton::ChecklistButton(const QStringList& names, QWidget* parent) : QToolButton(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setPopupMode(InstantPopup);
    // Boxes, not actions: a menu of these would close at each of them.
    auto* list = new QWidget;
    auto* column = new QVBoxLayout(list);
    column->setContentsMargins(gutter, spaceUnit, gutter, spaceUnit);
    for (const QString& name : names) {
        auto* box = new QCheckBox(name);
        describe(box, name, tr("Whether %1 is among them; one has to be.").arg(name));
        column->addWidget(box);
        boxes_.push_back(box);
        connect(box, &QCheckBox::toggled, this, [this] {
            if (setting_) return;
            showState();
            emit edited();
        });
    }
    auto* menu = new QMenu(this);
    auto* action = new QWidgetAction(menu);
    action->setDefaultWidget(list);
    menu->addAction(action);
    setMenu(menu);
    showState();
}

std::vector<bool> ChecklistButton::checked() const {
    std::vector<bool> checked;
    for (const QCheckBox* box : boxes_) checked.push_back(box->isChecked());
    return checked;
}

void ChecklistButton::setChecked(const std::vector<bool>& checked) {
    setting_ = true;
    for (std::size_t i = 0; i < boxes_.size(); ++i) boxes_[i]->setChecked(i < checked.size() && checked[i]);
    setting_ = false;
    showState();
}

void ChecklistButton::showState() {
    const auto count = std::ranges::count_if(boxes_, &QCheckBox::isChecked);
    setText(tr("%1 of %2").arg(count).arg(boxes_.size()));
    for (QCheckBox* box : boxes_) box->setEnabled(count > 1 || !box->isChecked());
}

}  // namespace basin::ui
