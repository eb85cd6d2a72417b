// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/problem_fields.h"

#include <algorithm>

#include "ui/panels/text_role.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {

QString nameOf(Activation activation) {
    const std::string_view name = to_string(activation);
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

}  // namespace

QWidget* makeFieldRow(std::initializer_list<SmallField> fields) {
    auto* row = new QWidget;
    auto* grid = new QGridLayout(row);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(spaceUnit);
    grid->setVerticalSpacing(2);
    int column = 0;
    for (const SmallField& each : fields) {
        auto* label = makeLabel(each.label, TextRole::small);
        label->setWordWrap(false);
        label->setBuddy(each.field);
        label->setToolTip(each.toolTip);
        describe(each.field, each.label, each.toolTip);
        grid->addWidget(label, 0, column);
        grid->addWidget(each.field, 1, column);
        grid->setColumnStretch(column, 1);
        ++column;
    }
    return row;
}

QComboBox* makeActivationChoice(FieldBinder& binder, std::vector<Activation> activations,
                                std::function<Activation*(Experiment&)> entry) {
    QStringList names;
    for (const Activation activation : activations) names += nameOf(activation);
    return binder.choice(
        names,
        [activations, entry](const Experiment& experiment) {
            Experiment copy = experiment;
            const Activation* shown = entry(copy);
            const auto place = std::ranges::find(activations, shown ? *shown : activations.front());
            return static_cast<int>(place - activations.begin());
        },
        [activations, entry](Experiment& experiment, int index) {
            Activation* shown = entry(experiment);
            if (shown && index >= 0) *shown = activations[static_cast<std::size_t>(index)];
        });
}

}  // namespace basin::ui
