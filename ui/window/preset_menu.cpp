// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/preset_menu.h"

#include <utility>

#include "ui/families/family_view.h"

namespace basin::ui {

void fillPresetMenu(QMenu* menu, const std::function<void(const Preset&)>& chosen) {
    const FamilyView* group = nullptr;
    for (const Preset& preset : presets()) {
        const FamilyView& family = familyViewOf(preset_experiment(preset));
        if (std::exchange(group, &family) != &family) menu->addSection(family.name());
        QAction* action = menu->addAction(QString::fromStdString(preset.title));
        action->setToolTip(QString::fromStdString(preset.story));
        QObject::connect(action, &QAction::triggered, menu, [chosen, &preset] { chosen(preset); });
    }
}

}  // namespace basin::ui
