// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include <QString>

#include "core/experiment/results.h"
#include "ui/chart/plot_style.h"
#include "ui/plots/plot_kind.h"
#include "ui/theme.h"

namespace basin::ui {

/// How a figure is to look. Field names follow the command line's options.
struct FigureOptions {
    enum class Unit { px, mm };
    double width = 800;   // > 0
    double height = 500;  // > 0
    Unit unit = Unit::px;
    double dpi = 96;  // 10 <= dpi <= 2400; with px the figure is width / dpi inches wide
    Theme theme = Theme::light();
    QString title;           // drawn above the figure and stored in the metadata; empty: plot and experiment
    double fontSize = 11;    // 4 <= size <= 72, in 1/96 inch
    double lineWidth = 1.5;  // 0.1 <= width <= 20, in 1/96 inch
    LegendPlacement legend = LegendPlacement::automatic;
    // One of PlotView::views(), e.g. "histogram"; empty: the experiment's own, else the plot's first that has
    // data.
    QString view;

    /// Throws InputError naming the field, its value and the constraint it broke.
    void validate() const;
};

/// Writes a figure as PNG, SVG or PDF, chosen by the extension, atomically, with the experiment as JSON in
/// its metadata. The plot is looked at as the experiment's view says: axis, solver, zoom, iteration. Throws
/// InputError for another extension, unusable options, a path that cannot be written, a view that the plot
/// does not have or has no data for (naming those that it has), and a plot without data. Needs a QApplication
/// (any platform); shows nothing.
void exportFigure(const Results& results, PlotKind kind, const FigureOptions& options,
                  const std::filesystem::path& file);
/// The plots that results hold data for, in one of their views at least.
std::vector<PlotKind> drawablePlots(const Results& results);
/// The same of a plot on the screen: its zoom and its choices stay.
void exportFigure(PlotView& plot, const Experiment& experiment, const FigureOptions& options,
                  const std::filesystem::path& file);
/// Several plots on one page, two in a row, without those that have no data; throws InputError where none has
/// any. The second form takes them as they are on the screen.
void exportDashboard(const Results& results, std::span<const PlotKind> kinds, const FigureOptions& options,
                     const std::filesystem::path& file);
void exportDashboard(std::span<PlotView* const> plots, const Experiment& experiment,
                     const FigureOptions& options, const std::filesystem::path& file);

}  // namespace basin::ui
