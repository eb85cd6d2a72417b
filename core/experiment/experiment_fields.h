// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

#include "core/experiment/sections.h"
#include "core/experiment/spec_fields.h"
#include "core/experiment/view_fields.h"

namespace basin {

/// The fields of a whole experiment: see core/problems/field.h. Those of the problem and of the solvers
/// depend on their family and name: visitors know them (ProblemSpec, std::vector<SolverSpec>).
template <SpecOf<Experiment> Spec, class Visit>
void describe(Spec& spec, Visit& visit) {
    visit({.key = "title", .meaning = "a name"}, spec.title);
    visit({.key = "problem", .meaning = "what is minimised", .map = every_family}, spec.problem);
    visit({.key = "start", .meaning = "where the solvers begin", .map = elman_family}, spec.start);
    visit({.key = "solvers", .meaning = "what is run, one after the other"}, spec.solvers);
    visit({.key = "stopping", .meaning = "when a solver ends"}, spec.stopping);
    visit({.key = "max_seconds",
           .meaning = "time of the whole run, all parts together",
           .range = {.low = 0, .above_low = true, .may_be_infinite = true},
           .unit = "s",
           .written = std::isfinite(spec.max_seconds)},
          spec.max_seconds);
    for_each_section([&](const SectionInfo& info, auto member) { visit(info.field, spec.*member); });
    visit({.key = "view", .meaning = "what is shown of it, and how: no number depends on it"}, spec.view);
}

}  // namespace basin
