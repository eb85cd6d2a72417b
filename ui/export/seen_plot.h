// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "ui/plots/plot_kind.h"

namespace basin::ui {

class PlotView;
class RunModel;

/// A plot of the model's run, looked at as its experiment's view says; its first view with data where that
/// has none. Null where no view has any.
std::unique_ptr<PlotView> makeSeenPlot(RunModel& model, PlotKind kind);

}  // namespace basin::ui
