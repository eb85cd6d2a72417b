// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>
#include <string_view>
#include <vector>

#include "core/problems/problem.h"

namespace basin {

/// The landscapes that everybody who teaches optimisation knows (mathematics.md 9).
enum class StandardFunction {
    rosenbrock,
    himmelblau,
    beale,
    booth,
    three_hump_camel,
    matyas,
    saddle,
    flat_valley,
    quadratic
};
inline constexpr std::array all_standard_functions{
    StandardFunction::rosenbrock, StandardFunction::himmelblau,       StandardFunction::beale,
    StandardFunction::booth,      StandardFunction::three_hump_camel, StandardFunction::matyas,
    StandardFunction::saddle,     StandardFunction::flat_valley,      StandardFunction::quadratic};

/// What there is to say of a function.
struct StandardFunctionInfo {
    std::string_view word;       // in files: "three-hump-camel"
    std::string_view name;       // for people: "Three-hump camel"
    std::string_view formula;    // L(x), in text
    std::string_view source;     // a tag of the references there, without its brackets
    std::string_view story;      // what it is known for, in one sentence
    bool has_dimension = false;  // any number of unknowns >= 2; the others have 2
    bool has_condition = false;  // of its Hessian
    bool is_regular = true;      // Hess L is positive definite at every minimiser
};
const StandardFunctionInfo& info_of(StandardFunction function);
std::string_view to_string(StandardFunction function);

/// The function, which knows its minimiser, the first of known_minimisers(). dimension >= 2 and condition >=
/// 1 where the function has them. Eigenvalues of the quadratic are condition^(k / (d - 1)), k = 0..d-1, its
/// eigenvectors the orthonormal cosines (mathematics.md 9). Gradients are judged by S = |Hess L|_F X, X =
/// max(|x|, the function's own length) (mathematics.md 1.6): the length of the minimiser, and where that is 0
/// the distance of what the function is known for.
std::unique_ptr<Problem> make_standard_function(StandardFunction function, Index dimension = 2,
                                                double condition = 100);

/// Minimisers (d), those of the least value first; all of them but for rosenbrock with more than three
/// unknowns, which has a higher one near (-1, 1, ..., 1).
std::vector<Vector> known_minimisers(StandardFunction function, Index dimension = 2);

}  // namespace basin
