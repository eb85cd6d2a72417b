// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/test_function_problem_spec.h"

#include "core/experiment/test_function_fields.h"

namespace basin {

void TestFunctionProblemSpec::validate() const {
    check_ranges(*this, "problem.");
}

}  // namespace basin
