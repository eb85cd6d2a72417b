// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include <QString>

#include "core/experiment/results.h"
#include "core/solvers/hessian_approximation.h"
#include "ui/chart/plot_style.h"
#include "ui/theme.h"

namespace basin::ui {

/// What a run is called: see solver_labels().
QString runLabel(const Results& results, std::size_t run);
/// The same in a figure, which may have a name of its own for it.
QString runLabel(const Results& results, std::size_t run, const PlotStyle& style);
/// The runs that a plot shows, in the legend's order: all, or those that its style names.
std::vector<std::size_t> shownRuns(const Results& results, const PlotStyle& style);
/// The run on a network that certificates and thresholds speak of first: piecewise-affine, else the first
/// whose end is known; nothing while there is none.
std::optional<std::size_t> certifiedRun(const Results& results);
/// How a run looks. Runs of the same solver differ in shade and dash, and from the fifth on in their marker.
SolverStyle runStyle(const Results& results, std::size_t run);
/// The same in the style's palette.
SolverStyle runStyle(const Results& results, std::size_t run, const PlotStyle& style);
/// The eps0 a run was asked for; 0 for the exact Hessian, NaN where nobody asks: solvers without a Hessian
/// model, and approximations whose error is what it comes to.
double requestedError(const SolverSpec& spec);
/// How one Hessian approximation looks where several are compared.
SolverStyle approximationStyle(Approximation approximation, const PlotStyle& style);

}  // namespace basin::ui
