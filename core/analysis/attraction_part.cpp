// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/attraction_part.h"

#include <utility>

#include "core/analysis/attraction_run.h"
#include "core/analysis/plane_grid.h"

namespace basin {

std::shared_ptr<const Attraction> compute_attraction_part(const Problem& problem, const Attraction& whole,
                                                          const PlanePart& part, const Attraction& ground,
                                                          const Solver& solver, const AttractionSink& sink,
                                                          std::stop_token stop, int threads) {
    Attraction picture;
    picture.plane = whole.plane;
    picture.a = picture.b = plane_axis(whole.a.size(), part.half_width);
    picture.a.array() += part.a;
    picture.b.array() += part.b;
    picture.max_iterations = whole.max_iterations;
    picture.minimisers = whole.minimisers;
    return run_attraction(problem, solver, std::move(picture), &ground, sink, std::move(stop), threads);
}

}  // namespace basin
