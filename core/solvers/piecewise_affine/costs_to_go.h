// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "core/solvers/piecewise_affine/step_model.h"

namespace basin {

/// Visits t = T - 1, ..., 0 with
///     S_t = I + D_t (I + A^T A) D_t + (W D_t)^T S_{t+1} (W D_t)        (Nh x Nh),
/// what a change of u_t costs from step t on (mathematics.md 2.4). 4 T Nh^3 operations. False where an
/// Interruption asks to give up.
bool visit_costs_to_go(const StepModel& model, const std::function<void(Index t, const Matrix& S)>& visit);

}  // namespace basin
