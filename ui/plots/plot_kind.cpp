// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_kind.h"

#include <algorithm>

#include <QCoreApplication>

#include "core/problems/field.h"
#include "ui/plots/arrivals_plot.h"
#include "ui/plots/attraction_plot.h"
#include "ui/plots/basin_map_plot.h"
#include "ui/plots/convergence_plot.h"
#include "ui/plots/landscape_plot.h"
#include "ui/plots/nonsmoothness_plot.h"
#include "ui/plots/penalty_plot.h"
#include "ui/plots/series_plot.h"
#include "ui/plots/slope_rose_plot.h"
#include "ui/plots/spectrum_plot.h"
#include "ui/plots/sweep_plot.h"
#include "ui/plots/tradeoff_plot.h"
#include "ui/plots/view_words.h"

namespace basin::ui {

namespace {

template <typename Plot>
std::unique_ptr<PlotView> make(QWidget* parent) {
    return std::make_unique<Plot>(parent);
}

struct PlotInfo {
    PlotKind kind;
    const char* name;
    const char* meaning;  // in one or two plain sentences
    std::unique_ptr<PlotView> (*make)(QWidget* parent);
};

/// What is to be known of a plot beside its class and its words in core: one row. A card offers its plots in
/// this order.
constexpr PlotInfo plots[] = {
    {PlotKind::landscape, QT_TRANSLATE_NOOP("Plots", "Loss landscape"),
     QT_TRANSLATE_NOOP("Plots",
                       "The loss as a relief on a plane through the lowest point found, with the path of "
                       "every method."),
     make<LandscapePlot>},
    {PlotKind::attraction, QT_TRANSLATE_NOOP("Plots", "Basin of attraction"),
     QT_TRANSLATE_NOOP("Plots", "Every point of that plane as a start: where the method ends, and how fast."),
     make<AttractionPlot>},
    {PlotKind::convergence, QT_TRANSLATE_NOOP("Plots", "Convergence"),
     QT_TRANSLATE_NOOP("Plots", "How each method gets on, iteration by iteration or second by second."),
     make<ConvergencePlot>},
    {PlotKind::nonsmoothness, QT_TRANSLATE_NOOP("Plots", "Nonsmoothness"),
     QT_TRANSLATE_NOOP("Plots",
                       "How many units of the network sit at or near their kink, how far slopes jump there, "
                       "and whether gradients vanish or explode on their way back in time."),
     make<NonsmoothnessPlot>},
    {PlotKind::spectrum, QT_TRANSLATE_NOOP("Plots", "Hessian eigenvalues"),
     QT_TRANSLATE_NOOP("Plots", "How the landscape bends in all its directions along the way of one method."),
     make<SpectrumPlot>},
    {PlotKind::series, QT_TRANSLATE_NOOP("Plots", "Series"),
     QT_TRANSLATE_NOOP("Plots",
                       "What the trained network says, beside the series it was to follow: the steps it was "
                       "trained on, and those it had not seen."),
     make<SeriesPlot>},
    {PlotKind::basin_map, QT_TRANSLATE_NOOP("Plots", "Basin map"),
     QT_TRANSLATE_NOOP("Plots",
                       "How often random starts succeed, by how far away they start and how roughly each "
                       "step is solved."),
     make<BasinMapPlot>},
    {PlotKind::tradeoff, QT_TRANSLATE_NOOP("Plots", "Trade-off"),
     QT_TRANSLATE_NOOP("Plots",
                       "What each Hessian approximation costs a step against how many steps it takes."),
     make<TradeoffPlot>},
    {PlotKind::penalty, QT_TRANSLATE_NOOP("Plots", "Penalty"),
     QT_TRANSLATE_NOOP("Plots",
                       "Whether the penalty weights are large enough that breaking the network's equations "
                       "never pays: beside their thresholds, or tried out one by one."),
     make<PenaltyPlot>},
    {PlotKind::arrivals, QT_TRANSLATE_NOOP("Plots", "Steps to arrive"),
     QT_TRANSLATE_NOOP(
         "Plots",
         "How many steps or seconds each method needs from many random seeds, and how often it never "
         "arrives."),
     make<ArrivalsPlot>},
    {PlotKind::slope_rose, QT_TRANSLATE_NOOP("Plots", "Slope rose"),
     QT_TRANSLATE_NOOP(
         "Plots",
         "How steeply the loss leaves a point in every direction of the landscape's plane, beside what "
         "automatic differentiation and the Clarke set say: at a kink they differ."),
     make<SlopeRosePlot>},
    {PlotKind::sweep, QT_TRANSLATE_NOOP("Plots", "Sweep"),
     QT_TRANSLATE_NOOP("Plots",
                       "How every outcome depends on one, two or three numbers or choices of the experiment, "
                       "and how far what theory promises is from what happens."),
     make<SweepPlot>},
};

static_assert(std::ranges::equal(plots, all_plot_kinds, {}, &PlotInfo::kind),
              "rows in the order of the enum");

const PlotInfo& infoOf(PlotKind kind) {
    return plots[static_cast<std::size_t>(kind)];
}

}  // namespace

std::vector<PlotKind> plotsOfCard(std::size_t card) {
    std::vector<PlotKind> chosen;
    for (const PlotKind kind : allPlotKinds)
        if (cardOf(kind) == card) chosen.push_back(kind);
    return chosen;
}

std::size_t cardOf(PlotKind kind) {
    return words_of(kind).card;
}

QString toString(PlotKind kind) {
    return wordText(words_of(kind).word);
}

std::optional<PlotKind> parsePlotKind(const QString& name) {
    return with_word<PlotKind>(name.toStdString(), allPlotKinds);
}

QString nameOf(PlotKind kind) {
    return QCoreApplication::translate("Plots", infoOf(kind).name);
}

QString meaningOf(PlotKind kind) {
    return QCoreApplication::translate("Plots", infoOf(kind).meaning);
}

QStringList viewsOf(PlotKind kind) {
    QStringList words;
    for (const ViewWord& view : words_of(kind).views)
        if (view.is_picture)
            words << wordText(view.word) + (words_of(kind).numbered ? QStringLiteral("-N") : QString());
    return words;
}

std::unique_ptr<PlotView> makePlot(PlotKind kind, QWidget* parent) {
    auto plot = infoOf(kind).make(parent);
    plot->setKind(kind);
    plot->setTitle(nameOf(kind));
    plot->setWhatsThis(meaningOf(kind));
    return plot;
}

}  // namespace basin::ui
