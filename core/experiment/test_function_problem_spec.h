// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/problems/standard_functions.h"

namespace basin {

/// A test function (mathematics.md 9). Fields are the JSON keys under "problem"; dimension and condition
/// count where the function has them.
struct TestFunctionProblemSpec {
    StandardFunction function = StandardFunction::rosenbrock;
    Index dimension = 2;     // 2 <= dimension <= 1000
    double condition = 100;  // 1 <= condition <= 1e12, of the Hessian
    static constexpr bool has_data() { return false; }
    Index unknowns() const { return info_of(function).has_dimension ? dimension : 2; }
    /// Throws InputError naming the key: "problem.dimension: ...".
    void validate() const;
    bool operator==(const TestFunctionProblemSpec&) const = default;
};

}  // namespace basin
