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

enum class PlotKind { convergence, landscape, spectrum, basin_map, attraction, tradeoff };

inline constexpr std::array allPlotKinds{PlotKind::landscape, PlotKind::attraction, PlotKind::convergence,
                                         PlotKind::spectrum,  PlotKind::basin_map,  PlotKind::tradeoff};

/// The cards of the dashboard, row by row. A card offers one plot or several; the first is shown at first.
inline constexpr std::size_t cardCount = 4;
std::span<const PlotKind> plotsOfCard(std::size_t card);
/// The card that offers a plot.
std::size_t cardOf(PlotKind kind);
/// What the cards show at first.
std::span<const PlotKind> firstPlots();

/// The word used on the command line and in file names: "convergence", "landscape", "spectrum", "basin-map",
/// "attraction", "tradeoff".
QString toString(PlotKind kind);
std::optional<PlotKind> parsePlotKind(const QString& name);

std::unique_ptr<PlotView> makePlot(PlotKind kind, QWidget* parent = nullptr);

}  // namespace basin::ui
