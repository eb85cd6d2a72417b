// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include <QString>
#include <QStringList>

#include "core/experiment/plot_words.h"

class QWidget;

namespace basin::ui {

class PlotView;

using basin::PlotKind;

/// Every plot, in the order of menus.
inline constexpr std::span<const PlotKind> allPlotKinds = all_plot_kinds;

/// The cards of the dashboard, row by row, with every plot that one may show. A card offers those of them
/// that the family shown has.
inline constexpr std::size_t cardCount = plot_cards;
std::vector<PlotKind> plotsOfCard(std::size_t card);
/// The card that offers a plot.
std::size_t cardOf(PlotKind kind);

/// The word used on the command line and in file names, e.g. "basin-map".
QString toString(PlotKind kind);
std::optional<PlotKind> parsePlotKind(const QString& name);

/// What menus, cards, figures and the help page call the plot.
QString nameOf(PlotKind kind);
/// What the plot is for, in one or two plain sentences.
QString meaningOf(PlotKind kind);

/// The words of the views that figures can have of it, whatever the data and the family of problems; N stands
/// for the number of an output.
QStringList viewsOf(PlotKind kind);

/// Carries its name as title and its meaning as "What's this?".
std::unique_ptr<PlotView> makePlot(PlotKind kind, QWidget* parent = nullptr);

}  // namespace basin::ui
