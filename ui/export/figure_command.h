// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include <QString>

#include "core/experiment/experiment.h"
#include "ui/export/figure_options.h"

namespace basin::ui {

/// What a shell has to run for this figure: the experiment, as a preset's name or written out, its run, and
/// the figure of this plot, or of the options' panels.
QString figureCommand(const Experiment& experiment, std::optional<PlotKind> plot,
                      const FigureOptions& options);

}  // namespace basin::ui
