// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <stop_token>

#include "core/analysis/attraction.h"

namespace basin {

/// Runs the solver from every start of a blank picture, as compute_attraction() tells: the picture has its
/// plane, as many coordinates a as b, its limit of iterations and the minimisers that are known, which keep
/// their indices. ground (null: none) is shown until what is computed is finer: a picture of the same plane,
/// whose first minimisers are those that are known.
std::shared_ptr<const Attraction> run_attraction(const Problem& problem, const Solver& solver,
                                                 Attraction blank, const Attraction* ground,
                                                 const AttractionSink& sink, std::stop_token stop,
                                                 int threads);

}  // namespace basin
