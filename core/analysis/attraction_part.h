// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <stop_token>

#include "core/analysis/attraction.h"
#include "core/analysis/plane_part.h"

namespace basin {

/// A picture of a basin of attraction again, of a part of its plane: as many starts along each side, whose
/// coordinates are those of the whole plane. Minimisers of the whole keep their indices; those that only the
/// part leads to come after them. problem and solver are those of the whole. ground, the whole or another
/// part of it, is shown until what is computed is finer, so that the first picture is as fine as it.
/// Otherwise as compute_attraction().
std::shared_ptr<const Attraction> compute_attraction_part(const Problem& problem, const Attraction& whole,
                                                          const PlanePart& part, const Attraction& ground,
                                                          const Solver& solver,
                                                          const AttractionSink& sink = {},
                                                          std::stop_token stop = {}, int threads = 0);

}  // namespace basin
