// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/figure_verification.h"

#include "core/io/figure_record.h"
#include "core/io/text_file.h"
#include "core/numeric/input_error.h"
#include "ui/export/plot_record.h"
#include "ui/plots/plot_kind.h"
#include "ui/plots/plot_view.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

PlottedNumbers numbersNow(RunModel& model, const PlottedNumbers& before) {
    const std::unique_ptr<PlotView> plot = makePlot(before.plot);
    plot->setModel(&model);
    PlotSpec seen = before.seen;
    seen.zoom.reset();  // the numbers are those of the whole plot
    plot->setSpec(seen, model.results().experiment);
    plot->refresh();
    return plottedNumbers(*plot);
}

}  // namespace

Verification verifyFigure(const std::filesystem::path& file, const Rerun& run) {
    ReadFigure figure = read_figure(read_file(file), file.string(), file.parent_path());
    if (!figure.record.whole)
        throw InputError(file.string(),
                         "found a figure of a run that had not come to its end; expected one of a whole run");
    const Experiment& experiment = figure.record.experiment;
    Results before;
    before.experiment = experiment;
    const Results now = run(experiment, before);
    RunModel model;
    model.load(now);
    if (experiment.view && experiment.view->iteration) model.setPlayhead(*experiment.view->iteration);
    Verification verification;
    verification.altered = std::move(figure.altered);
    for (const PlottedNumbers& plot : figure.record.plots)
        verification.comparison.add(compare_plotted(plot, numbersNow(model, plot)));
    verification.circumstances = other_circumstances(figure.record.environment, now.environment);
    return verification;
}

}  // namespace basin::ui
