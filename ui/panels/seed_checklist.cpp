// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/seed_checklist.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <QCoreApplication>

#include "core/experiment/seeds.h"
#include "ui/panels/checklist_button.h"

namespace basin::ui {

namespace {

struct SeedWords {
    Q_DECLARE_TR_FUNCTIONS(SeedChecklist)
};

/// What the paths of a kind begin with.
constexpr std::array<std::string_view, 3> kinds{"start.", "problem.", "solvers["};

bool isOfKind(const std::string& key, std::size_t kind) {
    return key.starts_with(kinds[kind]);
}

bool hasKind(const std::vector<std::string>& keys, std::size_t kind) {
    return std::ranges::any_of(keys, [kind](const std::string& key) { return isOfKind(key, kind); });
}

/// The seeds of the kinds that are wanted, in the order of the experiment.
std::vector<std::string> wantedKeys(const Experiment& experiment, const std::vector<bool>& wanted) {
    std::vector<std::string> keys;
    for (const std::string& key : seed_keys(experiment))
        for (std::size_t kind = 0; kind < kinds.size(); ++kind)
            if (wanted[kind] && isOfKind(key, kind)) keys.push_back(key);
    return keys;
}

}  // namespace

ChecklistButton* makeSeedChecklist(FieldBinder& binder,
                                   std::function<std::vector<std::string>*(Experiment&)> value) {
    auto* button = new ChecklistButton(
        {SeedWords::tr("the start"), SeedWords::tr("the problem"), SeedWords::tr("what solvers draw")});
    binder.add(
        button,
        [=](Experiment& experiment) {
            const auto* keys = value(experiment);
            if (keys == nullptr) return false;
            std::vector<bool> checked;
            for (std::size_t kind = 0; kind < kinds.size(); ++kind) checked.push_back(hasKind(*keys, kind));
            button->setChecked(checked);
            const std::vector<std::string> known = seed_keys(experiment);
            for (std::size_t kind = 0; kind < kinds.size(); ++kind)
                if (!hasKind(known, kind) && !checked[kind]) button->box(kind)->setEnabled(false);
            return true;
        },
        [=](Experiment& experiment) {
            auto* keys = value(experiment);
            if (keys == nullptr) return;
            std::vector<std::string> wanted = wantedKeys(experiment, button->checked());
            if (!wanted.empty()) *keys = std::move(wanted);
        });
    QObject::connect(button, &ChecklistButton::edited, &binder, &FieldBinder::report);
    return button;
}

}  // namespace basin::ui
