// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "core/experiment/problem_family.h"
#include "core/families/elman/elman_family.h"
#include "core/families/softmax/softmax_family.h"
#include "core/families/test_function/test_function_family.h"

namespace basin {

std::span<const ProblemFamily* const> families() {
    static const std::array<const ProblemFamily*, std::variant_size_v<ProblemSpec>> all{
        &softmax_problem_family(), &elman_problem_family(), &test_function_problem_family()};
    return all;
}

const ProblemFamily& family_of(const ProblemSpec& problem) {
    return *families()[problem.index()];
}

}  // namespace basin
