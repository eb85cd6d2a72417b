// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_kind.h"

#include <algorithm>
#include <array>
#include <iterator>

#include <QCoreApplication>

#include "ui/plots/attraction_plot.h"
#include "ui/plots/basin_map_plot.h"
#include "ui/plots/convergence_plot.h"
#include "ui/plots/landscape_plot.h"
#include "ui/plots/nonsmoothness_plot.h"
#include "ui/plots/penalty_plot.h"
#include "ui/plots/series_plot.h"
#include "ui/plots/spectrum_plot.h"
#include "ui/plots/tradeoff_plot.h"

namespace basin::ui {

namespace {

template <typename Plot>
std::unique_ptr<PlotView> make(QWidget* parent) {
    return std::make_unique<Plot>(parent);
}

struct PlotInfo {
    PlotKind kind;
    const char* word;  // on the command line
    const char* name;
    const char* meaning;  // in one or two plain sentences
    std::size_t card;
    QStringList (*views)();
    std::unique_ptr<PlotView> (*make)(QWidget* parent);
};

/// All that is to be known of a plot beside its class: one row. A card offers its plots in this order.
constexpr PlotInfo plots[] = {
    {PlotKind::landscape, "landscape", QT_TRANSLATE_NOOP("Plots", "Loss landscape"),
     QT_TRANSLATE_NOOP("Plots",
                       "The loss as a relief on a plane through the lowest point found, with the path of "
                       "every method."),
     0, LandscapePlot::allViews, make<LandscapePlot>},
    {PlotKind::attraction, "attraction", QT_TRANSLATE_NOOP("Plots", "Basin of attraction"),
     QT_TRANSLATE_NOOP("Plots", "Every point of that plane as a start: where the method ends, and how fast."),
     0, AttractionPlot::allViews, make<AttractionPlot>},
    {PlotKind::convergence, "convergence", QT_TRANSLATE_NOOP("Plots", "Convergence"),
     QT_TRANSLATE_NOOP("Plots", "How each method gets on, iteration by iteration or second by second."), 1,
     ConvergencePlot::allViews, make<ConvergencePlot>},
    {PlotKind::nonsmoothness, "nonsmoothness", QT_TRANSLATE_NOOP("Plots", "Nonsmoothness"),
     QT_TRANSLATE_NOOP("Plots",
                       "How many units of the network sit at or near their kink, how far slopes jump there, "
                       "and whether gradients vanish or explode on their way back in time."),
     1, NonsmoothnessPlot::allViews, make<NonsmoothnessPlot>},
    {PlotKind::spectrum, "spectrum", QT_TRANSLATE_NOOP("Plots", "Hessian eigenvalues"),
     QT_TRANSLATE_NOOP("Plots", "How the landscape bends in all its directions along the way of one method."),
     2, SpectrumPlot::allViews, make<SpectrumPlot>},
    {PlotKind::series, "series", QT_TRANSLATE_NOOP("Plots", "Series"),
     QT_TRANSLATE_NOOP("Plots",
                       "What the trained network says, beside the series it was to follow: the steps it was "
                       "trained on, and those it had not seen."),
     2, SeriesPlot::allViews, make<SeriesPlot>},
    {PlotKind::basin_map, "basin-map", QT_TRANSLATE_NOOP("Plots", "Basin map"),
     QT_TRANSLATE_NOOP("Plots",
                       "How often random starts succeed, by how far away they start and how roughly each "
                       "step is solved."),
     3, BasinMapPlot::allViews, make<BasinMapPlot>},
    {PlotKind::tradeoff, "tradeoff", QT_TRANSLATE_NOOP("Plots", "Trade-off"),
     QT_TRANSLATE_NOOP("Plots",
                       "What each Hessian approximation costs a step against how many steps it takes."),
     3, TradeoffPlot::allViews, make<TradeoffPlot>},
    {PlotKind::penalty, "penalty", QT_TRANSLATE_NOOP("Plots", "Penalty"),
     QT_TRANSLATE_NOOP("Plots",
                       "Whether the penalty weights are large enough that breaking the network's equations "
                       "never pays: beside their thresholds, or tried out one by one."),
     3, PenaltyPlot::allViews, make<PenaltyPlot>},
};

constexpr auto kinds = [] {
    std::array<PlotKind, std::size(plots)> all{};
    for (std::size_t k = 0; k < all.size(); ++k) all[k] = static_cast<PlotKind>(k);
    return all;
}();
static_assert(std::ranges::equal(plots, kinds, {}, &PlotInfo::kind), "rows in the order of the enum");
static_assert(std::ranges::all_of(plots, [](const PlotInfo& plot) { return plot.card < cardCount; }));

const PlotInfo& infoOf(PlotKind kind) {
    return plots[static_cast<std::size_t>(kind)];
}

}  // namespace

const std::span<const PlotKind> allPlotKinds = kinds;

std::vector<PlotKind> plotsOfCard(std::size_t card) {
    std::vector<PlotKind> chosen;
    for (const PlotInfo& plot : plots)
        if (plot.card == card) chosen.push_back(plot.kind);
    return chosen;
}

std::size_t cardOf(PlotKind kind) {
    return infoOf(kind).card;
}

QString toString(PlotKind kind) {
    return QString::fromLatin1(infoOf(kind).word);
}

std::optional<PlotKind> parsePlotKind(const QString& name) {
    for (const PlotInfo& plot : plots)
        if (name == QLatin1String(plot.word)) return plot.kind;
    return std::nullopt;
}

QString nameOf(PlotKind kind) {
    return QCoreApplication::translate("Plots", infoOf(kind).name);
}

QString meaningOf(PlotKind kind) {
    return QCoreApplication::translate("Plots", infoOf(kind).meaning);
}

QStringList viewsOf(PlotKind kind) {
    return infoOf(kind).views();
}

std::unique_ptr<PlotView> makePlot(PlotKind kind, QWidget* parent) {
    auto plot = infoOf(kind).make(parent);
    plot->setTitle(nameOf(kind));
    plot->setWhatsThis(meaningOf(kind));
    return plot;
}

}  // namespace basin::ui
