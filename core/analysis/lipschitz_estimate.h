// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <stop_token>

#include "core/problems/problem.h"

namespace basin {

/// Largest quotient |H(y) - H(x*)|_2 / |y - x*| and |H(y) - H(x)|_2 / |y - x| over seeded samples and local
/// search in the ball of the given radius about the centre: a lower bound on the Lipschitz constant M
/// (math.md 1.4).
double estimate_hessian_lipschitz(const Problem& problem, const Vector& centre, double radius, Index samples,
                                  std::uint64_t seed, std::stop_token stop = {});

}  // namespace basin
