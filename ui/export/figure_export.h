// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "core/experiment/results.h"
#include "ui/export/figure_options.h"
#include "ui/export/figure_page.h"
#include "ui/export/seen_plot.h"
#include "ui/plots/plot_kind.h"

namespace basin::ui {

/// Draws one plot or a page of several: two or more are lettered and share a legend. One code for previews,
/// clipboard, preflight and files. Each drawing puts the plots back as they were. The plots must outlive it;
/// several without data are left out. Throws InputError where none has data, and for options that do not fit
/// the plots: solvers that they do not have, ranges that an axis cannot show.
PagePainter pagePainter(std::span<PlotView* const> plots, const Experiment& experiment,
                        const FigureOptions& options);
/// What a file of them has beside the picture.
FigureMetadata pageMetadata(std::span<PlotView* const> plots, const Experiment& experiment,
                            const FigureOptions& options);
/// Throws InputError where the options name solvers that the experiment does not have.
void checkSolvers(const Experiment& experiment, const FigureOptions& options);
/// The style that one plot is drawn in, and how much larger than its pixels (1/96 inch) that is drawn: type
/// and signs keep their proportions in every size.
struct ScaledStyle {
    PlotStyle style;
    double scale = 1;
};
ScaledStyle styleOf(const FigureOptions& options);

/// Writes a figure as PNG, SVG or PDF, chosen by the extension, atomically, with the experiment as JSON in
/// its metadata. The plot is looked at as the experiment's view says: axis, solver, zoom, iteration. Throws
/// InputError for another extension, unusable options, a path that cannot be written, a view that the plot
/// does not have or has no data for (naming those that it has), and a plot without data. Needs a QApplication
/// (any platform); shows nothing.
void exportFigure(const Results& results, PlotKind kind, const FigureOptions& options,
                  const std::filesystem::path& file);
/// The same of a plot on the screen: its zoom and its choices stay.
void exportFigure(PlotView& plot, const Experiment& experiment, const FigureOptions& options,
                  const std::filesystem::path& file);
/// The panels of the options on one page, each looked at as the experiment says.
void exportPanels(const Results& results, const FigureOptions& options, const std::filesystem::path& file);
/// Several plots on one page, two in a row, without those that have no data; throws InputError where none has
/// any. The second form takes them as they are on the screen.
void exportDashboard(const Results& results, std::span<const PlotKind> kinds, const FigureOptions& options,
                     const std::filesystem::path& file);
void exportDashboard(std::span<PlotView* const> plots, const Experiment& experiment,
                     const FigureOptions& options, const std::filesystem::path& file);

}  // namespace basin::ui
