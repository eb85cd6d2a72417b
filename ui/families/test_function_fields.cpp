// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QCoreApplication>

#include "ui/families/test_function_view.h"
#include "ui/panels/swept_control.h"

namespace basin::ui {

namespace {

using Problem = TestFunctionProblemSpec;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(TestFunctionFields)
};

QComboBox* makeFunctionChoice(FieldBinder& binder) {
    QStringList names;
    for (const StandardFunction function : all_standard_functions) {
        const std::string_view name = info_of(function).name;
        names += QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    }
    return binder.choice(
        names,
        [](const Experiment& experiment) {
            const auto* problem = std::get_if<Problem>(&experiment.problem);
            const auto shown = problem != nullptr ? problem->function : Problem{}.function;
            return static_cast<int>(std::ranges::find(all_standard_functions, shown) -
                                    all_standard_functions.begin());
        },
        [](Experiment& experiment, int index) {
            auto* problem = std::get_if<Problem>(&experiment.problem);
            if (problem != nullptr && index >= 0)
                problem->function = all_standard_functions[static_cast<std::size_t>(index)];
        });
}

}  // namespace

ProblemControls makeTestFunctionControls(FieldBinder& binder) {
    ProblemControls controls;
    auto* section = controls.section = new FormSection(Words::tr("Problem"));
    section->setToolTip(Words::tr(
        "A landscape out of the books, whose lowest points are known: for seeing what a method does."));
    section->addRow(Words::tr("Function"), swept("problem.function", makeFunctionChoice(binder)),
                    Words::tr("Which landscape."));
    section->addRow(Words::tr("Dimension"),
                    swept("problem.dimension", binder.whole(2, 1000, entryOf<Problem>([](Problem& problem) {
                                                                return info_of(problem.function).has_dimension
                                                                           ? &problem.dimension
                                                                           : nullptr;
                                                            }))),
                    Words::tr("How many numbers are searched for, at least 2. Only Rosenbrock and Quadratic "
                              "have a choice; 2 gives the exact picture."));
    section->addRow(
        Words::tr("Condition"),
        swept("problem.condition", binder.real(1, 1e12, entryOf<Problem>([](Problem& problem) {
                                                   return info_of(problem.function).has_condition
                                                              ? &problem.condition
                                                              : nullptr;
                                               }))),
        Words::tr("How many times as steep the bowl is across as along, at least 1. Only Quadratic "
                  "has a choice."));
    return controls;
}

}  // namespace basin::ui
