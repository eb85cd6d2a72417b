// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include <QString>

#include "core/experiment/results.h"
#include "ui/plots/plot_kind.h"

namespace basin::ui {

class PlotView;
class RunModel;

/// Brought up to date; whether there is something to draw.
bool hasData(PlotView& plot);
/// A plot of the model's run, looked at as its experiment's view says; its first view with data where that
/// has none. The view that is asked for comes first: throws InputError where the plot does not have it, or
/// has no data for it.
std::unique_ptr<PlotView> makeSeenPlot(RunModel& model, PlotKind kind, const QString& asked = {});
/// The experiment with the view of a plot, so that it can be looked at in the same way again.
Experiment seenAs(Experiment experiment, PlotKind kind, const PlotView& plot);
/// Results with the iteration that their experiment is looked at.
void loadSeen(RunModel& model, const Results& results);
/// The plots that results hold data for, in one of their views at least.
std::vector<PlotKind> drawablePlots(const Results& results);

}  // namespace basin::ui
