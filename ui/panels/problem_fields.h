// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <initializer_list>
#include <type_traits>

#include <QLabel>

#include "ui/panels/field_binder.h"
#include "ui/panels/folding_section.h"

namespace basin::ui {

/// Small fields side by side under their labels, e.g. the sizes of a problem. Those that are not there leave
/// no gap.
struct SmallField {
    QString label, toolTip;
    QWidget* field;
};
QWidget* makeFieldRow(std::initializer_list<SmallField> fields);

/// An accessor for the binder: an entry of the problem while it is of the one family, null while it is of
/// another. Entries that data take the place of may be left out by returning null.
template <typename Problem, typename Entry>
auto entryOf(Entry entry) {
    using Value = std::remove_pointer_t<std::invoke_result_t<Entry, Problem&>>;
    return [entry](Experiment& experiment) -> Value* {
        auto* problem = std::get_if<Problem>(&experiment.problem);
        return problem != nullptr ? entry(*problem) : nullptr;
    };
}

/// The controls of one family's problem.
struct ProblemControls {
    FormSection* section = nullptr;
    FoldingSection* data = nullptr;  // what generated data are made from; null: there are none
};

/// A choice of activations for one family's problem.
QComboBox* makeActivationChoice(FieldBinder& binder, std::vector<Activation> activations,
                                std::function<Activation*(Experiment&)> entry);

}  // namespace basin::ui
