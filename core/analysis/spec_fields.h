// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <vector>

#include "core/analysis/attraction.h"
#include "core/analysis/basin_map.h"
#include "core/analysis/basin_radius.h"
#include "core/analysis/landscape_plane.h"
#include "core/analysis/tradeoff.h"
#include "core/problems/field.h"
#include "core/solvers/spec_fields.h"

namespace basin {

// The fields of the pictures and measurements: see core/problems/field.h.

inline constexpr std::array all_sketch_kinds{SketchKind::count_sketch, SketchKind::srht};

template <SpecOf<LandscapeSpec> Spec, class Visit>
void describe(Spec& spec, Visit& visit) {
    visit({.key = "plane", .meaning = "through the minimiser; of a network through the best weights found"},
          OneOf{spec.plane, all_plane_kinds});
    visit({.key = "resolution", .meaning = "points along each side", .range = within(2, 2049)},
          spec.resolution);
    visit({.key = "extent", .meaning = "half the width", .range = above(0), .unit = "distances of the start"},
          spec.extent);
    const bool coordinates = spec.plane == PlaneKind::coordinates;
    visit({.key = "i",
           .meaning = "`coordinates`: the unknown across",
           .range = {.low = 1, .condition = "1 to d"},
           .applies = coordinates},
          spec.i);
    visit({.key = "j",
           .meaning = "`coordinates`: the unknown upwards",
           .range = {.low = 1, .condition = "1 to d, another than i"},
           .applies = coordinates},
          spec.j);
    visit({.key = "seed",
           .meaning = "of the `random` plane",
           .range = at_least(0),
           .applies = spec.plane == PlaneKind::random},
          spec.seed);
}

template <SpecOf<AttractionSpec> Spec, class Visit>
void describe(Spec& spec, Visit& visit) {
    visit({.key = "solver",
           .meaning = "who starts at every point of the plane",
           .range = {.condition = "an index into solvers, or a name"}},
          spec.solver);
    visit({.key = "resolution", .meaning = "starts along each side", .range = within(2, 2049)},
          spec.resolution);
    visit({.key = "max_iterations", .meaning = "of each start", .range = at_least(1)}, spec.max_iterations);
}

template <SpecOf<BasinMapSpec> Spec, class Visit>
void describe(Spec& spec, Visit& visit) {
    visit({.key = "radius_min",
           .meaning = "smallest distance of a start from the minimiser; of a network "
                      "smallest deviation of the weights",
           .range = above(0)},
          spec.radius_min);
    visit({.key = "radius_max",
           .meaning = "largest; they are spaced logarithmically",
           .range = {.low_key = "radius_min"}},
          spec.radius_max);
    visit({.key = "radius_count", .meaning = "how many", .range = within(1, 512)}, spec.radius_count);
    visit({.key = "error_min",
           .meaning = "smallest error of the Hessian, above 0 unless `controlled`; of a network of the "
                      "piecewise-affine step, relative",
           .range = at_least(0)},
          spec.error_min);
    visit({.key = "error_max",
           .meaning = "largest; they are spaced evenly; below 1 of a network",
           .range = {.high = 10, .low_key = "error_min"}},
          spec.error_max);
    visit({.key = "error_count", .meaning = "how many", .range = within(1, 512)}, spec.error_count);
    visit({.key = "refinement",
           .meaning = "levels along the boundary, each halves the spacing",
           .range = within(0, 6)},
          spec.refinement);
    visit({.key = "trials", .meaning = "random starts a cell", .range = within(1, 100000)}, spec.trials);
    visit({.key = "max_iterations", .meaning = "of each start", .range = at_least(1)}, spec.max_iterations);
    visit(
        {.key = "success_within",
         .meaning = "a trial succeeds within so much, relative, of the objective that exact steps reach from "
                    "the experiment's own start",
         .range = above(0),
         .families = elman_family},
        spec.success_within);
    const std::vector<Approximation> mapped = approximations_where(&ApproximationInfo::has_error);
    visit({.key = "approximation",
           .meaning = "one with an error to choose",
           .families = every_family & ~elman_family},
          OneOf{spec.approximation, mapped});
    visit({.key = "seed", .meaning = "of the starts", .range = at_least(0)}, spec.seed);
}

template <SpecOf<BasinRadiusSpec> Spec, class Visit>
void describe(Spec& spec, Visit& visit) {
    visit({.key = "trials",
           .meaning = "most random starts at a radius; 0: the basin is not measured, 1 to 599 count as 600",
           .range = within(0, 100000)},
          spec.trials);
    const bool measured = spec.trials > 0;
    visit({.key = "max_iterations", .meaning = "of each start", .range = at_least(1), .applies = measured},
          spec.max_iterations);
    visit({.key = "seed", .meaning = "of the starts", .range = at_least(0), .applies = measured}, spec.seed);
}

template <SpecOf<TradeoffSpec> Spec, class Visit>
void describe(Spec& spec, Visit& visit) {
    visit({.key = "approximations",
           .meaning = "what is compared",
           .range = {.condition = "each once; at least one"}},
          SomeOf{spec.approximations, all_approximations});
    visit({.key = "sketch_kind",
           .meaning = "of `sketch`",
           .applies =
               std::ranges::find(spec.approximations, Approximation::sketch) != spec.approximations.end()},
          OneOf{spec.sketch_kind, all_sketch_kinds});
    visit({.key = "error_min", .meaning = "smallest error asked for", .range = above(0)}, spec.error_min);
    visit({.key = "error_max",
           .meaning = "largest; they are spaced logarithmically",
           .range = {.high = 10, .low_key = "error_min"}},
          spec.error_max);
    visit({.key = "error_count",
           .meaning = "how many; `stale` takes 2, 4, 8, ... steps instead, as many values",
           .range = within(1, 64)},
          spec.error_count);
    visit({.key = "runs", .meaning = "of each setting, with seeds of their own", .range = within(1, 1000)},
          spec.runs);
    visit({.key = "max_iterations", .meaning = "of one run", .range = at_least(1)}, spec.max_iterations);
    visit({.key = "max_seconds",
           .meaning = "of the whole comparison",
           .range = {.low = 0, .above_low = true, .may_be_infinite = true},
           .unit = "s"},
          spec.max_seconds);
    visit({.key = "seed", .meaning = "of the approximations", .range = at_least(0)}, spec.seed);
}

}  // namespace basin
