// SPDX-License-Identifier: GPL-3.0-or-later
// How a plot is shown, in the words of an experiment's view.
#include <algorithm>
#include <utility>

#include "core/experiment/solver_labels.h"
#include "ui/plots/plot_view.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

PlotSpec PlotView::spec() const {
    const PlotChoices chosen = choices();
    PlotSpec spec{
        chosen.view.toStdString(), chosen.against, {}, awaited_ ? awaited_ : zooms_.spec(), chosen.seeds};
    if (!chosen.run || !model_) return spec;
    const std::vector<std::string> labels = solver_labels(model_->results().experiment.solvers);
    if (*chosen.run < labels.size()) spec.solver = labels[*chosen.run];
    return spec;
}

void PlotView::setSpec(const PlotSpec& spec, const Experiment& experiment, DataOf data) {
    PlotChoices wanted{QString::fromStdString(spec.view), spec.against, {}, spec.seeds};
    const std::vector<std::string> labels = solver_labels(experiment.solvers);
    if (const auto found = std::ranges::find(labels, spec.solver); found != labels.end())
        wanted.run = static_cast<std::size_t>(found - labels.begin());
    setChoices(wanted);
    const bool wasZoomed = isZoomed();
    zooms_.forget(familyKey());
    awaited_ = spec.zoom;
    awaitsRun_ = data == DataOf::nextRun;
    if (wasZoomed) showCurrentView();
    markStale();
}

void PlotView::showAwaited() {
    if (!awaited_ || awaitsRun_) return;
    const ViewRange view = zooms_.rangeOf(*std::exchange(awaited_, {}), fullView());
    if (!(view.width() > 0 && view.height() > 0)) return;
    zoom().push(view);
    emit zoomChanged();
}

}  // namespace basin::ui
