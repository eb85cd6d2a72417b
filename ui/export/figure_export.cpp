// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/figure_export.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>
#include <vector>

#include <QCoreApplication>
#include <QPainter>
#include <QStringList>
#include <nlohmann/json.hpp>

#include "core/experiment/nearest_word.h"
#include "core/experiment/solver_labels.h"
#include "core/io/experiment_json.h"
#include "core/io/quote.h"
#include "core/numeric/input_error.h"
#include "core/numeric/printable.h"
#include "core/numeric/text.h"
#include "ui/chart/rich_text.h"
#include "ui/export/figure_templates.h"
#include "ui/export/panel_page.h"
#include "ui/plots/plot_view.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

constexpr double pixelsPerPoint = 96.0 / 72;
constexpr double drawnType = 11;  // px, that plots are drawn with, whatever size they then have

QString titleOf(const Experiment& experiment, const FigureOptions& options, const QString& kind) {
    if (options.title && !options.title->isEmpty()) return *options.title;
    const QString title = QString::fromStdString(printable(experiment.title));
    return title.isEmpty() ? kind : QStringLiteral("%1: %2").arg(title, kind);
}

/// What stands above the figure.
QString drawnTitle(const Experiment& experiment, const FigureOptions& options, const QString& kind) {
    const bool isDrawn = options.title ? !options.title->isEmpty() : !titlesStandInCaptions(options.base);
    return isDrawn ? titleOf(experiment, options, kind) : QString();
}

QString nameOfPage(std::span<PlotView* const> plots) {
    return plots.size() == 1 ? plots.front()->title() : QCoreApplication::translate("Figure", "all plots");
}

std::optional<int> countOf(const std::optional<Index>& ticks) {
    return ticks ? std::optional(static_cast<int>(*ticks)) : std::nullopt;
}

bool draws(PlotView& plot) {
    plot.refresh();
    return plot.emptyMessage().isEmpty();
}

/// The views that have data. Another one than before may be shown afterwards.
QStringList drawableViews(PlotView& plot) {
    QStringList found;
    const QStringList all = plot.views();
    for (const QString& word : all) {
        plot.setView(word);
        if (draws(plot)) found << word;
    }
    return found;
}

/// Shows the first view with data, if the plot's own has none; false where none has.
bool showSomeView(PlotView& plot) {
    if (draws(plot)) return true;
    const QStringList drawable = drawableViews(plot);
    if (drawable.isEmpty()) return false;
    plot.setView(drawable.front());
    return draws(plot);
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

/// A plot looked at as the experiment says; the view that is asked for comes first.
std::unique_ptr<PlotView> makeSeen(RunModel& model, PlotKind kind, const QString& asked = {}) {
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
    }
    return plot;
}

/// The experiment with the view that was asked for, so that it can be looked at in the same way again.
Experiment seenAs(Experiment experiment, PlotKind kind, const PlotView& plot) {
    ViewSpec& view = experiment.view ? *experiment.view : experiment.view.emplace();
    std::erase_if(view.cards, [kind](PlotKind card) { return cardOf(card) == cardOf(kind); });
    view.cards.push_back(kind);
    if (const PlotSpec spec = plot.spec(); spec != PlotSpec()) view.plots[kind] = spec;
    return experiment;
}

void load(RunModel& model, const Results& results) {
    model.load(results);
    if (const auto& view = results.experiment.view; view && view->iteration)
        model.setPlayhead(*view->iteration);
}

/// The plots that have data, with their shares of the page.
struct DrawnPlots {
    std::vector<PlotView*> plots;
    std::vector<Panel> shares;
};

DrawnPlots drawnOf(std::span<PlotView* const> plots, const FigureOptions& options) {
    DrawnPlots drawn;
    const bool sized = options.panels.size() == plots.size();
    for (std::size_t k = 0; k < plots.size(); ++k) {
        if (!draws(*plots[k])) continue;
        drawn.plots.push_back(plots[k]);
        drawn.shares.push_back(sized ? options.panels[k] : Panel{});
    }
    if (!drawn.plots.empty()) return drawn;
    throw InputError("figure", plots.size() == 1
                                   ? "found nothing to draw: " + plots.front()->emptyMessage().toStdString()
                                   : "found nothing to draw: none of these plots has data");
}

void checkLabel(const char* key, const QString& label, const std::vector<std::string>& known) {
    const std::string word = label.toStdString();
    if (std::ranges::find(known, word) == known.end())
        throw InputError(key, "found " + quote(word) + suggestion(word, known));
}

void checkRange(const char* key, const std::optional<AxisRange>& range, const AxisTransform& transform) {
    if (!range) return;
    const auto [from, to] = *range;
    const bool logarithmic = transform.scale() == AxisScale::logarithmic;
    if (transform.toAxis(from) < transform.toAxis(to) && !(logarithmic && from <= 0)) return;
    throw InputError(key, "found " + exact_number_text(from) + ":" + exact_number_text(to) + "; expected " +
                              (logarithmic ? "numbers above 0 on this logarithmic axis"
                                           : "numbers that lie apart on this axis"));
}

}  // namespace

void exportFigure(const Results& results, PlotKind kind, const FigureOptions& options,
                  const std::filesystem::path& file) {
    RunModel model;
    load(model, results);
    const std::unique_ptr<PlotView> plot = makeSeen(model, kind, options.view);
    const bool asked = !options.view.isEmpty();
    exportFigure(*plot, asked ? seenAs(results.experiment, kind, *plot) : results.experiment, options, file);
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

void exportFigure(PlotView& plot, const Experiment& experiment, const FigureOptions& options,
                  const std::filesystem::path& file) {
    exportDashboard(std::array{&plot}, experiment, options, file);
}

void exportPanels(const Results& results, const FigureOptions& options, const std::filesystem::path& file) {
    RunModel model;
    load(model, results);
    std::vector<std::unique_ptr<PlotView>> made;
    std::vector<PlotView*> plots;
    for (const Panel& panel : options.panels) {
        plots.push_back(made.emplace_back(makeSeen(model, panel.kind, panel.view)).get());
        if (!draws(*plots.back()))
            throw InputError("panels",
                             "found " + std::string(to_string(panel.kind)) +
                                 ", of which these results hold nothing; expected a plot of theirs");
    }
    exportDashboard(plots, results.experiment, options, file);
}

void exportDashboard(const Results& results, std::span<const PlotKind> kinds, const FigureOptions& options,
                     const std::filesystem::path& file) {
    RunModel model;
    load(model, results);
    std::vector<std::unique_ptr<PlotView>> made;
    std::vector<PlotView*> plots;
    for (const PlotKind kind : kinds) plots.push_back(made.emplace_back(makeSeen(model, kind)).get());
    exportDashboard(plots, results.experiment, options, file);
}

void exportDashboard(std::span<PlotView* const> plots, const Experiment& experiment,
                     const FigureOptions& options, const std::filesystem::path& file) {
    writePage(pagePainter(plots, experiment, options), options, pageMetadata(plots, experiment, options),
              file);
}

void checkSolvers(const Experiment& experiment, const FigureOptions& options) {
    const std::vector<std::string> known = solver_labels(experiment.solvers);
    for (const QString& label : options.solvers) checkLabel("solvers", label, known);
    for (const auto& [label, shown] : options.names) checkLabel("names", label, known);
}

ScaledStyle styleOf(const FigureOptions& options) {
    const double scale = options.fontSize * pixelsPerPoint / drawnType;
    const auto pixels = [scale](double points) { return points * pixelsPerPoint / scale; };
    PlotStyle style;
    style.theme = themeOf(options);
    style.fontSize = drawnType;
    style.lineWidth = pixels(options.lineWidth);
    style.isFigure = true;
    if (options.base) {
        const PrintRule rule = printRule(options.base);
        style.smallestFont = std::min(drawnType, pixels(rule.smallestType));
        style.thinnestLine = pixels(rule.thinnestLine);
        style.frameWidth = style.thinnestLine;
    }
    style.legend = options.legend;
    style.x = {options.xLabel, options.xRange, countOf(options.xTicks)};
    style.y = {options.yLabel, options.yRange, countOf(options.yTicks)};
    style.grid = options.grid;
    style.theory = options.theory;
    style.annotations = options.annotations;
    style.palette = options.palette;
    style.solvers = options.solvers;
    style.names = options.names;
    return {style, scale};
}

PagePainter pagePainter(std::span<PlotView* const> plots, const Experiment& experiment,
                        const FigureOptions& options) {
    options.validate();
    checkSolvers(experiment, options);
    DrawnPlots drawn = drawnOf(plots, options);
    const QString title = drawnTitle(experiment, options, nameOfPage(plots));
    const ScaledStyle scaled = styleOf(options);
    if (plots.size() > 1) {
        PanelPage page{std::move(drawn.plots), std::move(drawn.shares), title, scaled.style,
                       options.annotations && !titlesStandInCaptions(options.base)};
        // They are of one plot.
        for (AxisStyle* axis : {&page.style.x, &page.style.y}) axis->label.reset(), axis->range.reset();
        return [page = std::move(page), scale = scaled.scale](QPainter& painter, QSizeF size) {
            painter.save();
            painter.scale(scale, scale);
            paintPanels(painter, size / scale, page);
            painter.restore();
        };
    }
    PlotView* plot = drawn.plots.front();
    checkRange("x-range", options.xRange, plot->xAxis().transform);
    checkRange("y-range", options.yRange, plot->yAxis().transform);
    return [plot, scaled, title](QPainter& painter, QSizeF size) {
        plot->refresh();
        PlotStyle style = scaled.style;
        style.title = title;
        if (style.annotations) style.subtitle = plot->caption();
        painter.save();
        painter.scale(scaled.scale, scaled.scale);
        plot->renderTo(painter, QRectF(QPointF(0, 0), size / scaled.scale), style);
        painter.restore();
    };
}

FigureMetadata pageMetadata(std::span<PlotView* const> plots, const Experiment& experiment,
                            const FigureOptions& options) {
    FigureMetadata metadata;
    metadata.title = plainText(titleOf(experiment, options, nameOfPage(plots)));
    metadata.experiment = QString::fromStdString(experiment_to_json(experiment).dump());
    return metadata;
}

}  // namespace basin::ui
