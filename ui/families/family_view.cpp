// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/families/family_view.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "core/io/presets.h"
#include "ui/families/network_view.h"
#include "ui/families/softmax_view.h"
#include "ui/families/test_function_view.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

std::span<const FamilyView* const> familyViews() {
    static const std::array views{&softmaxView(), &networkView(), &testFunctionView()};
    return views;
}

const FamilyView& familyViewOf(const Experiment& experiment) {
    const auto views = familyViews();
    return **std::ranges::find(views, &family_of(experiment),
                               [](const FamilyView* view) { return &view->family(); });
}

const FamilyView& familyShown(const RunModel* model) {
    return model != nullptr ? familyViewOf(model->results().experiment) : *familyViews().front();
}

Experiment firstExperiment(const FamilyView& family) {
    for (const Preset& preset : presets())
        if (Experiment experiment = preset_experiment(preset); family.isOf(experiment)) return experiment;
    return family.plainExperiment();
}

std::vector<const SolverInfo*> FamilyView::solvers() const {
    const auto takers = [](const SolverInfo& info) {
        return std::ranges::count_if(families(),
                                     [&](const ProblemFamily* each) { return each->takes(info); });
    };
    std::vector<const SolverInfo*> solvers;
    for (const SolverInfo& info : solver_catalogue())
        if (family().takes(info)) solvers.push_back(&info);
    if (!ownSolversFirst()) return solvers;
    std::ranges::stable_partition(solvers, [&](const SolverInfo* info) { return takers(*info) == 1; });
    return solvers;
}

bool FamilyView::offers(PlotKind kind) const {
    const auto place = std::ranges::find(families(), &family()) - families().begin();
    return (words_of(kind).families & (Families{1} << place)) != 0;
}

std::vector<PlotKind> FamilyView::plots() const {
    std::vector<PlotKind> plots;
    std::ranges::copy_if(allPlotKinds, std::back_inserter(plots),
                         [this](PlotKind kind) { return offers(kind); });
    return plots;
}

}  // namespace basin::ui
