// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_kind.h"

#include <algorithm>

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

struct Plots {
    Q_DECLARE_TR_FUNCTIONS(Plots)
};

constexpr std::array landscapeCard{PlotKind::landscape, PlotKind::attraction};
constexpr std::array convergenceCard{PlotKind::convergence, PlotKind::nonsmoothness};
constexpr std::array spectrumCard{PlotKind::spectrum, PlotKind::series};
constexpr std::array mapCard{PlotKind::basin_map, PlotKind::tradeoff, PlotKind::penalty};
constexpr std::array<std::span<const PlotKind>, cardCount> cards{landscapeCard, convergenceCard, spectrumCard,
                                                                 mapCard};

}  // namespace

std::span<const PlotKind> plotsOfCard(std::size_t card) {
    return cards.at(card);
}

std::size_t cardOf(PlotKind kind) {
    const auto offers = [kind](std::span<const PlotKind> card) {
        return std::ranges::find(card, kind) != card.end();
    };
    return static_cast<std::size_t>(std::ranges::find_if(cards, offers) - cards.begin());
}

QString toString(PlotKind kind) {
    switch (kind) {
        case PlotKind::convergence:
            return QStringLiteral("convergence");
        case PlotKind::landscape:
            return QStringLiteral("landscape");
        case PlotKind::spectrum:
            return QStringLiteral("spectrum");
        case PlotKind::attraction:
            return QStringLiteral("attraction");
        case PlotKind::tradeoff:
            return QStringLiteral("tradeoff");
        case PlotKind::series:
            return QStringLiteral("series");
        case PlotKind::penalty:
            return QStringLiteral("penalty");
        case PlotKind::nonsmoothness:
            return QStringLiteral("nonsmoothness");
        case PlotKind::basin_map:
            break;
    }
    return QStringLiteral("basin-map");
}

std::optional<PlotKind> parsePlotKind(const QString& name) {
    for (const PlotKind kind : allPlotKinds)
        if (toString(kind) == name) return kind;
    return std::nullopt;
}

QString nameOf(PlotKind kind) {
    switch (kind) {
        case PlotKind::landscape:
            return Plots::tr("Loss landscape");
        case PlotKind::attraction:
            return Plots::tr("Basin of attraction");
        case PlotKind::convergence:
            return Plots::tr("Convergence");
        case PlotKind::spectrum:
            return Plots::tr("Eigenvalues");
        case PlotKind::basin_map:
            return Plots::tr("Basin map");
        case PlotKind::tradeoff:
            return Plots::tr("Trade-off");
        case PlotKind::series:
            return Plots::tr("Series");
        case PlotKind::penalty:
            return Plots::tr("Penalty");
        case PlotKind::nonsmoothness:
            return Plots::tr("Nonsmoothness");
    }
    return {};
}

QString meaningOf(PlotKind kind) {
    switch (kind) {
        case PlotKind::landscape:
            return Plots::tr(
                "The loss as a relief on a plane through the lowest point found, with the path of "
                "every method.");
        case PlotKind::attraction:
            return Plots::tr("Every point of that plane as a start: where the method ends, and how fast.");
        case PlotKind::convergence:
            return Plots::tr("How each method gets on, iteration by iteration or second by second.");
        case PlotKind::nonsmoothness:
            return Plots::tr(
                "How many units of the network sit at or near their kink, how far slopes jump there, "
                "and whether gradients vanish or explode on their way back in time.");
        case PlotKind::spectrum:
            return Plots::tr("How the landscape bends in all its directions along the way of one method.");
        case PlotKind::series:
            return Plots::tr(
                "What the trained network says, beside the series it was to follow: the steps it was "
                "trained on, and those it had not seen.");
        case PlotKind::tradeoff:
            return Plots::tr("What each Hessian approximation costs a step against how many steps it takes.");
        case PlotKind::penalty:
            return Plots::tr(
                "Whether the penalty weights are large enough that breaking the network's equations "
                "never pays: beside their thresholds, or tried out one by one.");
        case PlotKind::basin_map:
            break;
    }
    return Plots::tr(
        "How often random starts succeed, by how far away they start and how roughly each step is "
        "solved.");
}

namespace {

std::unique_ptr<PlotView> makeBarePlot(PlotKind kind, QWidget* parent) {
    switch (kind) {
        case PlotKind::convergence:
            return std::make_unique<ConvergencePlot>(parent);
        case PlotKind::landscape:
            return std::make_unique<LandscapePlot>(parent);
        case PlotKind::spectrum:
            return std::make_unique<SpectrumPlot>(parent);
        case PlotKind::attraction:
            return std::make_unique<AttractionPlot>(parent);
        case PlotKind::tradeoff:
            return std::make_unique<TradeoffPlot>(parent);
        case PlotKind::series:
            return std::make_unique<SeriesPlot>(parent);
        case PlotKind::penalty:
            return std::make_unique<PenaltyPlot>(parent);
        case PlotKind::nonsmoothness:
            return std::make_unique<NonsmoothnessPlot>(parent);
        case PlotKind::basin_map:
            break;
    }
    return std::make_unique<BasinMapPlot>(parent);
}

}  // namespace

std::unique_ptr<PlotView> makePlot(PlotKind kind, QWidget* parent) {
    auto plot = makeBarePlot(kind, parent);
    plot->setWhatsThis(meaningOf(kind));
    return plot;
}

}  // namespace basin::ui
