// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "core/numeric/products.h"

namespace basin {

/// A recursion in time with slopes D_t, and what a squared unit of u, h and v costs.
struct CostsToGo {
    MatrixInput A, W, slopes;  // Ny x Nh, Nh x Nh, Nh x T
    double u = 1, h = 1, v = 1;
};

/// Visits t = T - 1, ..., 0 with
///     S_t = u I + D_t (h I + v A^T A) D_t + (W D_t)^T S_{t+1} (W D_t)        (Nh x Nh),
/// what a change of u_t costs from step t on (mathematics.md 2.4). 4 T Nh^3 operations. False where an
/// Interruption asks to give up.
bool visit_costs_to_go(const CostsToGo& costs, const std::function<void(Index t, const Matrix& S)>& visit);

}  // namespace basin
