// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/problems/field.h"
#include "core/solvers/solver.h"
#include "core/solvers/spectrum_spec.h"

namespace basin {

// The fields of what solvers are told: see core/problems/field.h.

template <SpecOf<StoppingRule> Spec, class Visit>
void describe(Spec& spec, Visit& visit) {
    visit(
        {.key = "gradient_tolerance",
         .meaning = "converged when every part of the gradient is at most this times what cancels in it, or "
                    "cannot be told from 0; units and start do not matter",
         .range = above_up_to(0, 1e-3),
         .map = every_family},
        spec.gradient_tolerance);
    visit({.key = "max_iterations", .meaning = "of each solver", .range = at_least(0), .map = elman_family},
          spec.max_iterations);
    visit({.key = "max_seconds",
           .meaning = "of each solver",
           .range = {.low = 0, .above_low = true, .may_be_infinite = true},
           .unit = "s"},
          spec.max_seconds);
}

template <SpecOf<SpectrumSpec> Spec, class Visit>
void describe(Spec& spec, Visit& visit) {
    visit({.key = "every", .meaning = "eigenvalues every so many iterations; 0: never", .range = at_least(0)},
          spec.every);
    const bool computed = spec.every > 0;
    visit({.key = "full_up_to",
           .meaning = "unknowns up to which all are computed",
           .range = within(16, 10000),
           .applies = computed},
          spec.full_up_to);
    visit({.key = "ends",
           .meaning = "eigenvalues at either end, above it",
           .range = within(1, 100),
           .applies = computed},
          spec.ends);
    visit({.key = "density_every",
           .meaning = "density every so many iterations, above it; 0: never",
           .range = at_least(0),
           .applies = computed},
          spec.density_every);
    const bool density = computed && spec.density_every > 0;
    visit({.key = "probes",
           .meaning = "random vectors of the density",
           .range = within(1, 10000),
           .applies = density},
          spec.density.probes);
    visit(
        {.key = "steps", .meaning = "Lanczos steps from each", .range = within(2, 1000), .applies = density},
        spec.density.steps);
    visit({.key = "seed", .meaning = "of the probes", .range = at_least(0), .applies = density},
          spec.density.seed);
}

}  // namespace basin
