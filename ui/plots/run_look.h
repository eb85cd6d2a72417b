// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>

#include <QString>

#include "core/experiment/results.h"
#include "core/solvers/hessian_approximation.h"
#include "ui/theme.h"

namespace basin::ui {

/// What a run is called: see solver_labels().
QString runLabel(const Results& results, std::size_t run);
/// The run on a network that certificates and thresholds speak of first: piecewise-affine, else the first
/// whose end is known; nothing while there is none.
std::optional<std::size_t> certifiedRun(const Results& results);
/// How a run looks. Runs of the same solver differ in shade and dash, and from the fifth on in their marker.
SolverStyle runStyle(const Results& results, std::size_t run);
/// The eps0 a run was asked for; 0 for the exact Hessian, NaN where nobody asks: solvers without a Hessian
/// model, and approximations whose error is what it comes to.
double requestedError(const SolverSpec& spec);
/// How one Hessian approximation looks where several are compared.
SolverStyle approximationStyle(Approximation approximation);

}  // namespace basin::ui
