// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/types.h"

namespace basin {

// What the theory of local convergence says in closed form (LSWY; math.md 1.4).

/// Factor of one approximate-Newton step as published, Euclidean norm: 2 (eps0 + rbar / (l - rbar)), rbar = M
/// r; infinite when rbar >= l (LSWY; math.md 1.4).
double published_contraction_bound(double eps0, double l, double M, double r);

/// The same in the energy norm: [eps0 + (1/2) M r / (l - M r)] / (1 - eps0); infinite when M r >= l or eps0
/// >= 1.
double energy_contraction_bound(double eps0, double l, double M, double r);

/// T = ceil(log(r0 / eps) / log(1 / 0.4)), 0 when r0 <= eps (LSWY, main theorem).
Index promised_iterations(double r0, double eps);

/// The Newton-Kantorovich quantities at a start: h = beta eta M with beta = |H^{-1}|_2, eta = |H^{-1} g|.
/// When h <= 1/2 with an M that is valid on the ball of radius 2 eta about the start, whole Newton steps
/// converge to a zero of the gradient in that ball (Kantorovich 1948; Ortega, Rheinboldt 12.6).
struct NewtonKantorovich {
    double beta = not_applicable;
    double eta = not_applicable;
    /// h with this M; not_applicable where H is singular or not finite.
    double h(double M) const { return M == 0 && eta == eta ? 0 : beta * eta * M; }
};
/// g (d) is the gradient and H (d x d) the Hessian at the start.
NewtonKantorovich newton_kantorovich(const Vector& g, const Matrix& H);

}  // namespace basin
