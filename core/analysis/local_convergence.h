// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "core/analysis/minimiser.h"
#include "core/numeric/types.h"

namespace basin {

// What the theory of local convergence says in closed form ([LSWY]; mathematics.md 1.4).

/// Factor of one approximate-Newton step as published, Euclidean norm: 2 (eps0 + rbar / (l - rbar)), rbar = M
/// r; infinite when rbar >= l ([LSWY]; mathematics.md 1.4).
double published_contraction_bound(double eps0, double l, double M, double r);

/// The same in the energy norm: [eps0 + (1/2) M r / (l - M r)] / (1 - eps0); infinite when M r >= l or eps0
/// >= 1.
double energy_contraction_bound(double eps0, double l, double M, double r);

/// T = ceil(log(r0 / eps) / log(1 / 0.4)), 0 when r0 <= eps ([LSWY], main theorem).
Index promised_iterations(double r0, double eps);

/// Whether a measured contraction |x+ - x*| / |x - x*|, in either norm, is larger than its bound by more
/// than what is not known of x* and what a step in double precision cannot resolve explain: `before` is |x -
/// x*|. The one judge of what is called "exceeded".
bool exceeds_bound(double measured, double bound, double before, const Minimiser& minimiser);

/// What the Newton-Kantorovich test proves about a start, by how much it must be sure of: nothing; that
/// Newton's method converges to some stationary point; that this is a strict local minimiser, a strict
/// maximiser or a saddle.
enum class KantorovichProves { nothing, stationary_point, minimum, maximum, saddle };
/// "nothing", "stationary point", "minimum", "maximum", "saddle".
std::string_view to_string(KantorovichProves proves);
std::optional<KantorovichProves> parse_kantorovich_proves(std::string_view word);

/// The Newton-Kantorovich quantities at a start: beta >= |H^{-1}|_2, eta >= |H^{-1} g|, both rounded up by
/// what rounding may have done to g, H and themselves; h = beta eta M ([Kantorovich 1948]; [Ortega,
/// Rheinboldt 1970], 12.6).
struct NewtonKantorovich {
    double beta = not_applicable;
    double eta = not_applicable;
    Index negative = 0;  // eigenvalues below 0, of d
    Index positive = 0;
    /// h with this M; not_applicable where H is singular to rounding or not finite.
    double h(double M) const { return M == 0 && eta == eta ? 0 : beta * eta * M; }
};
/// g (d) is the gradient and H (d x d) the Hessian at the start; the errors bound |g - grad L| and |H - Hess
/// L|_2.
NewtonKantorovich newton_kantorovich(const Vector& g, const Matrix& H, double g_error = 0,
                                     double H_error = 0);

/// What the Newton-Kantorovich test proves about a start, and in which ball (mathematics.md 1.4).
struct KantorovichProof {
    double h = not_applicable;
    double radius = not_applicable;  // t* = 2 eta / (1 + sqrt(1 - 2 h)), where something is proved
    KantorovichProves proves = KantorovichProves::nothing;
};
/// h <= 1/2 with an M that is valid on the ball of radius t* about the start proves that Newton's method
/// converges to a stationary point in that ball; below 1/2 no eigenvalue changes its sign there, so that
/// those at the start tell the kind (mathematics.md 1.4). M_on_ball(r) is such an M for radius r, never
/// falling with it, infinite where a kink lies in the ball: begins with 2 eta >= t* and goes on.
KantorovichProof prove_kantorovich(const NewtonKantorovich& newton,
                                   const std::function<double(double)>& M_on_ball);

}  // namespace basin
