// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include <QString>

#include "core/experiment/results.h"
#include "ui/chart/curve.h"
#include "ui/chart/plot_style.h"

namespace basin::ui {

struct PinnedRun;

/// How the curve of a pinned run looks: the solver's colour, paler, a dash of its own, thin and unmarked.
/// place: of the run among those that are pinned.
Curve pinnedCurve(const PinnedRun& pinned, std::size_t run, std::size_t place, const PlotStyle& style);

/// Whether both lie on one plane over one problem, so that their paths mean the same there.
bool isOnSamePlane(const Results& one, const Results& other, const LandscapePlane& plane);

}  // namespace basin::ui
