// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/figure_export.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QStringList>
#include <nlohmann/json.hpp>

#include "core/io/experiment_json.h"
#include "core/numeric/input_error.h"
#include "core/numeric/printable.h"
#include "ui/chart/wrapped_text.h"
#include "ui/export/figure_page.h"
#include "ui/plots/plot_view.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

constexpr int dashboardColumns = 2;

QString titleOf(const Experiment& experiment, const FigureOptions& options, const QString& kind) {
    if (!options.title.isEmpty()) return options.title;
    const QString title = QString::fromStdString(printable(experiment.title));
    return title.isEmpty() ? kind : QStringLiteral("%1: %2").arg(title, kind);
}

FigureMetadata metadataOf(const Experiment& experiment, const QString& title) {
    FigureMetadata metadata;
    metadata.title = title;
    metadata.experiment = QString::fromStdString(experiment_to_json(experiment).dump());
    return metadata;
}

PlotStyle styleOf(const FigureOptions& options, const QString& title) {
    PlotStyle style;
    style.theme = options.theme;
    style.fontSize = options.fontSize;
    style.lineWidth = options.lineWidth;
    style.legend = options.legend;
    style.title = title;
    return style;
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

/// The title over a whole page, in as many lines as it needs; its height.
double paintPageTitle(QPainter& painter, QSizeF page, const FigureOptions& options, const QString& title) {
    QFont font;
    font.setPixelSize(static_cast<int>(options.fontSize * 16 / 11));
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(options.theme.text);
    const double width = page.width() - 2 * gutter, line = QFontMetricsF(font).height();
    double top = 0.4 * options.fontSize;
    for (const QString& text : wrappedLines(title, width, font)) {
        painter.drawText(QRectF(gutter, top, width, line),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, text);
        top += line;
    }
    return top;
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
    if (!draws(plot))
        throw InputError("figure", "found nothing to draw: " + plot.emptyMessage().toStdString());
    const QString title = titleOf(experiment, options, plot.title());
    const auto paint = [&](QPainter& painter, QSizeF page) {
        plot.refresh();
        PlotStyle style = styleOf(options, title);
        style.subtitle = plot.caption();
        plot.renderTo(painter, QRectF(QPointF(0, 0), page), style);
    };
    writePage(paint, options, metadataOf(experiment, title), file);
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
    // A page of a figure has no place for a sentence that says what to do for one.
    std::vector<PlotView*> drawn;
    std::ranges::copy_if(plots, std::back_inserter(drawn), [](PlotView* plot) { return draws(*plot); });
    if (drawn.empty()) throw InputError("figure", "found nothing to draw: none of these plots has data");
    const QString title = titleOf(experiment, options, QCoreApplication::translate("Figure", "all plots"));
    const int columns = std::min(static_cast<int>(drawn.size()), dashboardColumns);
    const auto paint = [&](QPainter& painter, QSizeF page) {
        const double top = paintPageTitle(painter, page, options, title);
        const int rows = (static_cast<int>(drawn.size()) + columns - 1) / columns;
        const QSizeF cell(page.width() / columns, (page.height() - top) / rows);
        int index = 0;
        for (PlotView* plot : drawn) {
            plot->refresh();  // hidden plots wait with that
            PlotStyle style = styleOf(options, plot->title());
            style.subtitle = plot->caption();
            const int row = index / columns, column = index % columns;
            const QRectF place(column * cell.width(), top + row * cell.height(), cell.width(), cell.height());
            plot->renderTo(painter, place.adjusted(gutter / 2.0, gutter / 2.0, -gutter / 2.0, -gutter / 2.0),
                           style);
            ++index;
        }
    };
    writePage(paint, options, metadataOf(experiment, title), file);
}

}  // namespace basin::ui
