// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/experiment_view.h"

#include <algorithm>
#include <utility>

#include "core/experiment/solver_labels.h"
#include "ui/families/family_view.h"
#include "ui/panels/experiment_panel.h"
#include "ui/runs/run_controller.h"
#include "ui/runs/run_model.h"
#include "ui/window/dashboard.h"

namespace basin::ui {

namespace {

/// Solvers may be others than those of the run that is on the screen.
void leaveUnknownSolversOut(ViewSpec& view, const Experiment& experiment) {
    const std::vector<std::string> labels = solver_labels(experiment.solvers);
    for (auto& [kind, spec] : view.plots)
        if (std::ranges::find(labels, spec.solver) == labels.end()) spec.solver.clear();
    std::erase_if(view.plots, [](const auto& plot) { return plot.second == PlotSpec(); });
}

}  // namespace

ExperimentView::ExperimentView(Dashboard* dashboard, const ExperimentPanel* panel, RunModel* model,
                               RunController* controller, QObject* parent)
    : QObject(parent), dashboard_(dashboard), panel_(panel), model_(model), controller_(controller) {
    connect(model_, &RunModel::cleared, this, [this] { awaitsRun_ = false; });
    for (const auto signal : {&RunModel::historyChanged, &RunModel::finished})
        connect(model_, signal, this, &ExperimentView::holdPlayhead);
}

Experiment ExperimentView::with(Experiment experiment) const {
    experiment.view.reset();
    if (!dashboard_->family().isOf(experiment)) return experiment;
    ViewSpec& view = experiment.view.emplace(dashboard_->view());
    if (iteration_)
        view.iteration = iteration_;
    else if (model_->playhead() < model_->lastIteration() && controller_->state() != RunState::running)
        view.iteration = model_->playhead();
    leaveUnknownSolversOut(view, experiment);
    return experiment;
}

Experiment ExperimentView::with(Experiment experiment, PlotKind plot) const {
    Experiment seen = with(std::move(experiment));
    if (seen.view && dashboard_->family().offers(plot))
        for (PlotKind& card : seen.view->cards)
            if (cardOf(card) == cardOf(plot)) card = plot;
    return seen;
}

void ExperimentView::show(const Experiment& experiment) {
    show(experiment, controller_->canRedraw(panel_->experiment()));
}

void ExperimentView::showBeforeRun(const Experiment& experiment) {
    show(experiment, false);
}

void ExperimentView::show(const Experiment& experiment, bool isThere) {
    forget();
    if (!experiment.view) {
        if (const auto asked = familyViewOf(experiment).askedPlot(experiment)) dashboard_->showPlot(*asked);
        return;
    }
    dashboard_->setView(*experiment.view, experiment,
                        isThere ? PlotView::DataOf::presentRun : PlotView::DataOf::nextRun);
    iteration_ = experiment.view->iteration;
    awaitsRun_ = !isThere;
    holdPlayhead();
}

void ExperimentView::forget() {
    iteration_.reset();
    dashboard_->forgetAwaited();
}

void ExperimentView::holdPlayhead() {
    const bool isComing = awaitsRun_ || (model_->isRunning() && model_->lastIteration() < iteration_);
    if (!iteration_ || isComing) return;
    controller_->hold(std::exchange(iteration_, {}).value());
}

}  // namespace basin::ui
