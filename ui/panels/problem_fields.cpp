// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/problem_fields.h"

#include <algorithm>

#include <QHBoxLayout>

#include "ui/panels/shown_with.h"
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
    auto* cells = new QHBoxLayout(row);
    cells->setContentsMargins(0, 0, 0, 0);
    cells->setSpacing(spaceUnit);
    QList<QWidget*> controls;
    for (const SmallField& each : fields) {
        auto* cell = new QWidget;
        auto* column = new QVBoxLayout(cell);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(2);
        auto* label = makeLabel(each.label, TextRole::small);
        label->setWordWrap(false);
        label->setBuddy(each.field);
        label->setToolTip(each.toolTip);
        describe(each.field, each.label, each.toolTip);
        column->addWidget(label);
        column->addWidget(each.field);
        cells->addWidget(cell, 1);
        showWith(cell, {each.field});
        controls << each.field;
    }
    showWith(row, controls);
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
            if (shown == nullptr) return -1;
            return static_cast<int>(std::ranges::find(activations, *shown) - activations.begin());
        },
        [activations, entry](Experiment& experiment, int index) {
            Activation* shown = entry(experiment);
            if (shown && index >= 0) *shown = activations[static_cast<std::size_t>(index)];
        });
}

}  // namespace basin::ui
