// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/attraction_solver.h"

#include <algorithm>
#include <utility>

#include <QSignalBlocker>

#include "core/experiment/catalogue.h"
#include "core/experiment/problem_family.h"
#include "core/experiment/solver_labels.h"

namespace basin::ui {

namespace {

struct Choice {
    QString text;
    AttractionSolver solver;
};

/// A name stands for the first solver of that name: the others are meant by their places.
std::vector<Choice> choicesOf(const Experiment& experiment) {
    const auto& solvers = experiment.solvers;
    const std::vector<std::string> labels = solver_labels(solvers);
    std::vector<Choice> choices;
    for (std::size_t i = 0; i < solvers.size(); ++i) {
        const auto first = std::ranges::find(solvers, solvers[i].name, &SolverSpec::name) - solvers.begin();
        const auto place = static_cast<Index>(i);
        choices.push_back({QString::fromStdString(labels[i]), place});
        if (first == place) choices.back().solver = solvers[i].name;
    }
    for (const SolverInfo& info : solver_catalogue())
        if (family_of(experiment).takes(info) &&
            std::ranges::find(solvers, info.name, &SolverSpec::name) == solvers.end())
            choices.push_back({QString::fromStdString(info.name), info.name});
    return choices;
}

int placeOf(const AttractionSolver& solver, const Experiment& experiment) {
    const std::vector<Choice> choices = choicesOf(experiment);
    if (const auto* index = std::get_if<Index>(&solver))
        if (*index < std::ssize(experiment.solvers)) return static_cast<int>(*index);
    const auto found = std::ranges::find(choices, solver, &Choice::solver);
    return found == choices.end() ? 0 : static_cast<int>(found - choices.begin());
}

void fill(QComboBox& box, const Experiment& experiment) {
    const QSignalBlocker quiet(&box);
    box.clear();
    for (const Choice& choice : choicesOf(experiment)) box.addItem(choice.text);
}

}  // namespace

QComboBox* makeAttractionSolverChoice(FieldBinder& binder,
                                      std::function<AttractionSolver*(Experiment&)> entry) {
    QComboBox* box = binder.choice(
        {},
        [entry](const Experiment& experiment) {
            Experiment copy = experiment;
            const AttractionSolver* shown = entry(copy);
            return shown == nullptr ? -1 : placeOf(*shown, experiment);
        },
        // What is shown already keeps its form: a file may name a place or a solver.
        [entry](Experiment& experiment, int place) {
            AttractionSolver* shown = entry(experiment);
            if (shown == nullptr || place < 0 || placeOf(*shown, experiment) == place) return;
            *shown = choicesOf(experiment).at(static_cast<std::size_t>(place)).solver;
        });
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(12);
    binder.beforeShow([box](Experiment& experiment) { fill(*box, experiment); });
    return box;
}

void followSolvers(AttractionSolver& solver, const std::vector<SolverSpec>& before,
                   const std::vector<SolverSpec>& after) {
    auto* index = std::get_if<Index>(&solver);
    if (index == nullptr || *index >= std::ssize(before)) return;
    const auto same = std::ranges::find(after, before[static_cast<std::size_t>(*index)]);
    if (same != after.end())
        *index = same - after.begin();
    else if (*index >= std::ssize(after))
        *index = 0;
}

}  // namespace basin::ui
