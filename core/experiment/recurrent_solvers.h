// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/experiment.h"
#include "core/solvers/piecewise_affine/piecewise_affine.h"

namespace basin {

/// The options that a piecewise-affine of the experiment file asks for.
PiecewiseAffineOptions piecewise_affine_options(const SolverSpec& spec);

}  // namespace basin
