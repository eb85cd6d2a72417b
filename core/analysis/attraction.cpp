// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/attraction.h"

#include <algorithm>
#include <utility>

#include "core/analysis/attraction_run.h"
#include "core/analysis/plane_grid.h"
#include "core/analysis/spec_fields.h"
#include "core/numeric/check.h"

namespace basin {

void AttractionSpec::validate() const {
    if (const auto* index = std::get_if<Index>(&solver)) {
        require(*index >= 0, "solver", *index, "an index >= 0 into the solvers, or a name");
    }
    check_ranges(*this);
}

double Attraction::spacing() const {
    const Index last = a.size() - 1;
    return std::min(static_cast<double>(stride) * (a[last] - a[0]) / static_cast<double>(last),
                    ground_spacing);
}

std::shared_ptr<const Attraction> compute_attraction(const Problem& problem, const LandscapePlane& plane,
                                                     const AttractionSpec& spec, const Solver& solver,
                                                     const AttractionSink& sink, std::stop_token stop,
                                                     int threads) {
    spec.validate();
    Attraction picture;
    picture.plane = plane;
    picture.a = picture.b = plane_axis(spec.resolution, plane.half_width);
    picture.max_iterations = spec.max_iterations;
    if (const auto& known = problem.minimiser()) {
        double objective = not_applicable;
        problem.evaluator()->value(*known, objective);
        picture.minimisers.push_back({*known, objective});
    }
    return run_attraction(problem, solver, std::move(picture), nullptr, sink, std::move(stop), threads);
}

}  // namespace basin
