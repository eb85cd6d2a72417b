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
#include "ui/export/data_export.h"
#include "ui/export/figure_templates.h"
#include "ui/export/panel_page.h"
#include "ui/export/plot_record.h"
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

/// The plots that have data, with their shares of the page.
struct DrawnPlots {
    std::vector<PlotView*> plots;
    std::vector<Panel> shares;
};

DrawnPlots drawnOf(std::span<PlotView* const> plots, const FigureOptions& options) {
    DrawnPlots drawn;
    const bool sized = options.panels.size() == plots.size();
    for (std::size_t k = 0; k < plots.size(); ++k) {
        if (!hasData(*plots[k])) continue;
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

/// The style of one plot, with what stands above it.
PlotStyle titled(const PlotView& plot, PlotStyle style, const QString& title) {
    style.title = title;
    if (style.annotations) style.subtitle = plot.caption();
    return style;
}

void writeNumbers(std::span<PlotView* const> plots, const Experiment& experiment,
                  const FigureOptions& options, const std::filesystem::path& file) {
    options.validate();
    if (plots.size() != 1)
        throw InputError(file.string(), "found several plots for \"" + file.extension().string() +
                                            "\"; expected one, whose numbers these are");
    PlotView& plot = *drawnOf(plots, options).plots.front();
    const ScaledStyle scaled = styleOf(options);
    const PlotStyle style = titled(plot, scaled.style, drawnTitle(experiment, options, plot.title()));
    exportData(plot, style, pageSize(options) / scaled.scale, scaled.scale, file);
}

}  // namespace

void exportFigure(const Results& results, PlotKind kind, const FigureOptions& options,
                  const std::filesystem::path& file) {
    RunModel model;
    loadSeen(model, results);
    const std::unique_ptr<PlotView> plot = makeSeenPlot(model, kind, options.view);
    const bool asked = !options.view.isEmpty();
    exportFigure(*plot, asked ? seenAs(results.experiment, kind, *plot) : results.experiment, options, file);
}

void exportFigure(PlotView& plot, const Experiment& experiment, const FigureOptions& options,
                  const std::filesystem::path& file) {
    exportDashboard(std::array{&plot}, experiment, options, file);
}

void exportPanels(const Results& results, const FigureOptions& options, const std::filesystem::path& file) {
    RunModel model;
    loadSeen(model, results);
    std::vector<std::unique_ptr<PlotView>> made;
    std::vector<PlotView*> plots;
    for (const Panel& panel : options.panels) {
        plots.push_back(made.emplace_back(makeSeenPlot(model, panel.kind, panel.view)).get());
        if (!hasData(*plots.back()))
            throw InputError("panels",
                             "found " + std::string(to_string(panel.kind)) +
                                 ", of which these results hold nothing; expected a plot of theirs");
    }
    exportDashboard(plots, results.experiment, options, file);
}

void exportDashboard(const Results& results, std::span<const PlotKind> kinds, const FigureOptions& options,
                     const std::filesystem::path& file) {
    RunModel model;
    loadSeen(model, results);
    std::vector<std::unique_ptr<PlotView>> made;
    std::vector<PlotView*> plots;
    for (const PlotKind kind : kinds) plots.push_back(made.emplace_back(makeSeenPlot(model, kind)).get());
    exportDashboard(plots, results.experiment, options, file);
}

void exportDashboard(std::span<PlotView* const> plots, const Experiment& experiment,
                     const FigureOptions& options, const std::filesystem::path& file) {
    if (holdsNumbers(file)) {
        writeNumbers(plots, experiment, options, file);
        return;
    }
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
        const PlotStyle style = titled(*plot, scaled.style, title);
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
    metadata.record = figure_record_text(figureRecord(drawnOf(plots, options).plots, experiment));
    return metadata;
}

}  // namespace basin::ui
