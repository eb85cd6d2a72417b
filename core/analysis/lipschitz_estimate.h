// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <vector>

#include "core/problems/problem.h"

namespace basin {

/// M-hat(r): the largest quotient |H(y) - H(x)|_2 / |y - x| that was found in the ball of radius r about x*,
/// a lower bound on the Lipschitz constant M(r) of the Hessian there (mathematics.md 1.4, "estimated"). A
/// step function that never falls.
struct LipschitzEstimate {
    double at_centre = 0;        // below radii[0]: the third derivative at x*
    std::vector<double> radii;   // ascending, each twice the one before
    std::vector<double> values;  // one each, from that radius to the next
    bool stopped = false;        // half of it is missing

    double on_ball(double r) const;
    /// The largest r with r on_ball(r) <= limit (> 0); infinite when every r is.
    double largest_radius(double limit) const;
};

/// An upper bound on |fl(H(x)) - H(x)|_2.
using HessianRounding = std::function<double(const Vector& x)>;

/// Which balls are searched: the radii first 2^k, up to `reach` and until r M-hat(r) exceeds `limit`. What is
/// found in a ball depends on neither of the two.
struct LipschitzSearchSpec {
    double first = 0;   // > 0, finite
    double reach = 0;   // >= 0
    double limit = 0;   // >= 0; 0: reach alone decides
    double length = 1;  // > 0, X: balls far smaller than that are searched briefly
    std::uint64_t seed = 1;
};

/// By seeded samples and local search with Hessian-vector products alone: for |v| = 1, |H(y) v - H(x) v| <=
/// |H(y) - H(x)|_2. What the rounding of both Hessians may have added is taken off. The same for any number
/// of threads.
LipschitzEstimate estimate_hessian_lipschitz(const Problem& problem, const Vector& centre,
                                             const LipschitzSearchSpec& spec,
                                             const HessianRounding& rounding = {}, std::stop_token stop = {});

}  // namespace basin
