// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/seen_plot.h"

#include "ui/plots/plot_view.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

bool hasData(PlotView& plot) {
    plot.refresh();
    return plot.emptyMessage().isEmpty();
}

}  // namespace

std::unique_ptr<PlotView> makeSeenPlot(RunModel& model, PlotKind kind) {
    std::unique_ptr<PlotView> plot = makePlot(kind);
    plot->setModel(&model);
    const Experiment& experiment = model.results().experiment;
    if (const auto& view = experiment.view; view && view->plots.contains(kind))
        plot->setSpec(view->plots.at(kind), experiment);
    if (hasData(*plot)) return plot;
    const QStringList words = plot->views();
    for (const QString& word : words) {
        plot->setView(word);
        if (hasData(*plot)) return plot;
    }
    return nullptr;
}

}  // namespace basin::ui
