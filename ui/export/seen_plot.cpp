// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/seen_plot.h"

#include <algorithm>
#include <string>
#include <utility>

#include <QStringList>

#include "core/numeric/input_error.h"
#include "ui/plots/plot_view.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

/// The views that have data. Another one than before may be shown afterwards.
QStringList drawableViews(PlotView& plot) {
    QStringList found;
    const QStringList all = plot.views();
    for (const QString& word : all) {
        plot.setView(word);
        if (hasData(plot)) found << word;
    }
    return found;
}

/// Shows the first view with data, if the plot's own has none; false where none has.
bool showSomeView(PlotView& plot) {
    if (hasData(plot)) return true;
    const QStringList drawable = drawableViews(plot);
    if (drawable.isEmpty()) return false;
    plot.setView(drawable.front());
    return hasData(plot);
}

/// Shows the view asked for and no other.
void showAskedView(PlotView& plot, const QString& wanted) {
    const QStringList all = plot.views();
    const QStringList drawable = drawableViews(plot);
    if (drawable.contains(wanted)) {
        plot.setView(wanted);
        plot.refresh();
        return;
    }
    const std::string found = "found " + wanted.toStdString() +
                              (all.contains(wanted) ? ", of which these results hold nothing" : "");
    throw InputError(
        "view", found + "; expected " +
                    (drawable.isEmpty() ? std::string("none for this plot")
                                        : "one of " + drawable.join(QStringLiteral(", ")).toStdString()));
}

PlotSpec specOf(const Experiment& experiment, PlotKind kind) {
    if (!experiment.view) return {};
    const auto found = experiment.view->plots.find(kind);
    return found != experiment.view->plots.end() ? found->second : PlotSpec();
}

}  // namespace

bool hasData(PlotView& plot) {
    plot.refresh();
    return plot.emptyMessage().isEmpty();
}

std::unique_ptr<PlotView> makeSeenPlot(RunModel& model, PlotKind kind, const QString& asked) {
    std::unique_ptr<PlotView> plot = makePlot(kind);
    plot->setModel(&model);
    const Experiment& experiment = model.results().experiment;
    PlotSpec spec = specOf(experiment, kind);
    const auto zoom = std::exchange(spec.zoom, {});
    plot->setSpec(spec, experiment);
    spec = plot->spec();
    if (asked.isEmpty())
        showSomeView(*plot);
    else
        showAskedView(*plot, asked);
    // A zoom is one of its view.
    if (zoom && plot->spec() == spec) {
        spec.zoom = zoom;
        plot->setSpec(spec, experiment);
        plot->refresh();
        plot->finishPart();
    }
    return plot;
}

Experiment seenAs(Experiment experiment, PlotKind kind, const PlotView& plot) {
    ViewSpec& view = experiment.view ? *experiment.view : experiment.view.emplace();
    std::erase_if(view.cards, [kind](PlotKind card) { return cardOf(card) == cardOf(kind); });
    view.cards.push_back(kind);
    if (const PlotSpec spec = plot.spec(); spec != PlotSpec()) view.plots[kind] = spec;
    return experiment;
}

void loadSeen(RunModel& model, const Results& results) {
    model.load(results);
    if (const auto& view = results.experiment.view; view && view->iteration)
        model.setPlayhead(*view->iteration);
}

std::vector<PlotKind> drawablePlots(const Results& results) {
    RunModel model;
    model.load(results);
    std::vector<PlotKind> kinds;
    for (const PlotKind kind : allPlotKinds) {
        const std::unique_ptr<PlotView> plot = makePlot(kind);
        plot->setModel(&model);
        if (showSomeView(*plot)) kinds.push_back(kind);
    }
    return kinds;
}

}  // namespace basin::ui
