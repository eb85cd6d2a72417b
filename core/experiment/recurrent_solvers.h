// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/experiment/experiment.h"
#include "core/solvers/piecewise_affine/piecewise_affine.h"

namespace basin {

/// The first piecewise-affine in the list, or one with its defaults: what maps and thresholds of a network
/// are computed with.
SolverSpec affine_solver(const std::vector<SolverSpec>& solvers);
/// The options that a piecewise-affine of the experiment file asks for.
PiecewiseAffineOptions piecewise_affine_options(const SolverSpec& spec);

}  // namespace basin
