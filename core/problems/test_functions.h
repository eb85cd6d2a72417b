// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "core/problems/problem.h"

namespace basin {

/// A function of the literature with its customary start. The problem knows the minimiser. Gradients are
/// judged by S = |Hess L|_F X, X = max(|x|, the function's own length) (mathematics.md 1.6): 1 for
/// Rosenbrock's, Powell's and the double well, 3 for Beale's and Himmelblau's, the size of the minimiser for
/// the others.
struct TestFunction {
    std::string_view name;
    std::string_view source;
    std::unique_ptr<Problem> problem;
    Vector start;         // d
    double least = 0;     // L(x*)
    bool regular = true;  // Hess L(x*) is positive definite
};

/// 1/2 (x - x*)^T H (x - x*); H symmetric (d x d), x* (d). Throws InputError when shapes disagree.
std::unique_ptr<Problem> make_quadratic(Matrix H, Vector minimiser);

TestFunction rosenbrock();
/// sum of 100 (x_2i - x_2i-1^2)^2 + (1 - x_2i-1)^2; d even.
TestFunction extended_rosenbrock(Index d);
TestFunction beale();
TestFunction himmelblau();
/// Hess L(x*) has rank 2 of 4: Newton converges only linearly.
TestFunction powell_singular();
/// Nonsmooth: sum |x_i - x*_i| + 1/2 |x - x*|^2, kinked at the minimiser in every coordinate.
TestFunction absolute_values(Index d);

/// All of the above at small sizes, the smooth ones first.
std::vector<TestFunction> test_functions();

/// (x_1^2 - 1)^2 / 4 + x_2^2 / 2: the minimisers are (1, 0), which the problem knows, and (-1, 0). Newton's
/// steps from |x_1| > 1/sqrt(3) lead to the one on that side; nearer to 0 the Hessian is indefinite.
TestFunction double_well();

}  // namespace basin
