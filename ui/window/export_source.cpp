// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/export_source.h"

#include "ui/families/family_view.h"
#include "ui/plots/plot_view.h"
#include "ui/plots/run_look.h"
#include "ui/runs/run_model.h"
#include "ui/window/dashboard.h"
#include "ui/window/experiment_view.h"

namespace basin::ui {

ExportSource exportSourceOf(const RunModel& model, const Dashboard& dashboard, const ExperimentView& view,
                            const QString& folder) {
    ExportSource source;
    for (const PlotKind kind : allPlotKinds) {
        PlotView* plot = dashboard.plot(kind);
        if (plot == nullptr || !dashboard.family().offers(kind)) continue;
        plot->refresh();  // hidden plots wait with that
        if (plot->emptyMessage().isEmpty()) source.plots.push_back({kind, plot});
    }
    source.shown = dashboard.shownPlots();
    source.experiment = [&model, &view](std::optional<PlotKind> kind) {
        const Experiment& experiment = model.results().experiment;
        return kind ? view.with(experiment, *kind) : view.with(experiment);
    };
    for (std::size_t run = 0; run < model.results().runs.size(); ++run)
        source.solvers << runLabel(model.results(), run);
    source.folder = folder;
    return source;
}

}  // namespace basin::ui
