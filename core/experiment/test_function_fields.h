// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/test_function_problem_spec.h"
#include "core/problems/field.h"

namespace basin {

// The fields of a test function: see core/problems/field.h.

template <SpecOf<TestFunctionProblemSpec> Spec, class Visit>
void describe(Spec& spec, Visit& visit) {
    visit({.key = "function", .meaning = "which landscape"}, OneOf{spec.function, all_standard_functions});
    const StandardFunctionInfo& info = info_of(spec.function);  // as it was just read
    visit({.key = "dimension",
           .meaning = "unknowns, of `rosenbrock` and `quadratic`; the others have 2",
           .range = within(2, 1000),
           .written = info.has_dimension,
           .refused = info.has_dimension ? "" : "none: this function has two unknowns"},
          spec.dimension);
    visit({.key = "condition",
           .meaning = "largest eigenvalue of the Hessian over the smallest, of `quadratic`",
           .range = within(1, 1e12),
           .written = info.has_condition,
           .refused = info.has_condition ? "" : "none: only quadratic has a condition number to choose"},
          spec.condition);
}

}  // namespace basin
