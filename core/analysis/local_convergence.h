// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <stop_token>

#include "core/analysis/minimiser.h"
#include "core/problems/problem.h"

namespace basin {

/// The (l, M)-good conditions at a start, with the kind of knowledge behind each number (LSWY; math.md 1.4).
/// Field names are the keys of result.json's "certificate".
struct Certificate {
    double l = not_applicable;           // measured: smallest eigenvalue of Hess L(x*)
    double M_estimate = not_applicable;  // estimated: largest sampled |H(y)-H(x)|/|y-x|, a lower bound on M
    double guaranteed_radius = not_applicable;  // 0.1 l / M_estimate: guaranteed only if M_estimate is M
    double start_radius = not_applicable;       // r0 = |x0 - x*|
    bool good_start = false;                    // r0 M_estimate <= 0.1 l and l > 0
};

/// Largest quotient |H(y) - H(x*)|_2 / |y - x*| and |H(y) - H(x)|_2 / |y - x| over seeded samples and local
/// search in the ball of the given radius about the centre: a lower bound on the Lipschitz constant M
/// (math.md 1.4).
double estimate_hessian_lipschitz(const Problem& problem, const Vector& centre, double radius, Index samples,
                                  std::uint64_t seed, std::stop_token stop = {});

Certificate certify(const Problem& problem, const Minimiser& minimiser, const Vector& x0,
                    std::stop_token stop = {});

/// Factor of one approximate-Newton step as published, Euclidean norm: 2 (eps0 + rbar / (l - rbar)), rbar = M
/// r; infinite when rbar >= l (LSWY; math.md 1.4).
double published_contraction_bound(double eps0, double l, double M, double r);

/// The same in the energy norm: [eps0 + (1/2) M r / (l - M r)] / (1 - eps0); infinite when M r >= l or eps0
/// >= 1.
double energy_contraction_bound(double eps0, double l, double M, double r);

/// T = ceil(log(r0 / eps) / log(1 / 0.4)), 0 when r0 <= eps (LSWY, main theorem).
Index promised_iterations(double r0, double eps);

}  // namespace basin
