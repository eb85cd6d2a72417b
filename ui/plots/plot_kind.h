// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>

#include <QString>

class QWidget;

namespace basin::ui {

class PlotView;

enum class PlotKind {
    convergence,
    landscape,
    spectrum,
    basin_map,
    attraction,
    tradeoff,
    series,
    penalty,
    nonsmoothness
};

inline constexpr std::array allPlotKinds{PlotKind::landscape,     PlotKind::attraction, PlotKind::convergence,
                                         PlotKind::nonsmoothness, PlotKind::spectrum,   PlotKind::series,
                                         PlotKind::basin_map,     PlotKind::tradeoff,   PlotKind::penalty};

/// The cards of the dashboard, row by row, with every plot that one may show. A card offers those of them
/// that the family shown has.
inline constexpr std::size_t cardCount = 4;
std::span<const PlotKind> plotsOfCard(std::size_t card);
/// The card that offers a plot.
std::size_t cardOf(PlotKind kind);

/// The word used on the command line and in file names: "convergence", "landscape", "spectrum", "basin-map",
/// "attraction", "tradeoff", "series", "penalty", "nonsmoothness".
QString toString(PlotKind kind);
std::optional<PlotKind> parsePlotKind(const QString& name);

/// What menus and the help page call the plot.
QString nameOf(PlotKind kind);
/// What the plot is for, in one or two plain sentences.
QString meaningOf(PlotKind kind);

/// Carries its meaning as "What's this?".
std::unique_ptr<PlotView> makePlot(PlotKind kind, QWidget* parent = nullptr);

}  // namespace basin::ui
