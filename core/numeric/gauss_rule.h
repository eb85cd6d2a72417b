// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/types.h"

namespace basin {

/// What m steps of Lanczos find out about a measure of mass 1: the m-point Gauss rule is exact for
/// polynomials of degree < 2m, and with the last entry of `beside` a rule with one node more and given is.
struct JacobiMatrix {
    Vector diagonal;  // m >= 1
    Vector beside;    // m, >= 0, entry k beside diagonal[k] and diagonal[k + 1]; the last beyond the matrix,
                      // 0 where the space is invariant: the rule is the measure then
};

/// Nodes ascending; weights >= 0, their sum is 1.
struct GaussRule {
    Vector nodes, weights;
};

/// Of the matrix alone: its eigenvalues and the squares of their vectors' first entries [Golub, Welsch 1969].
/// Nothing is formed; O(m^2).
GaussRule gauss_rule(const JacobiMatrix& jacobi);

/// Sharp bounds on the share of the measure that lies below x, and up to x.
struct DistributionBounds {
    double low, high;
};
/// From the rule that has a node at x (Gauss-Radau [Golub 1973]): of all measures with these
/// moments none has less below x than the nodes below it, and none more up to x than those with it
/// (Chebyshev, Markov, Stieltjes).
DistributionBounds distribution_bounds(const JacobiMatrix& jacobi, double x);

}  // namespace basin
