// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/certificate_estimate.h"

#include <cmath>

#include "core/analysis/certificate_proof.h"
#include "core/analysis/lipschitz_estimate.h"

namespace basin {

namespace {

// Enough to fill a plane; in many dimensions the directions matter more than the points.
constexpr Index lipschitz_samples(Index d) {
    return d <= 64 ? 64 : 8;
}

}  // namespace

void estimate_certificate(const Problem& problem, const Minimiser& minimiser, const Vector& x0,
                          const CertificateQuestion& question, const NewtonKantorovich& newton,
                          Certificate& c, const std::stop_token& stop) {
    const double M = estimate_hessian_lipschitz(problem, minimiser.x, ball_of_theory(minimiser, x0),
                                                lipschitz_samples(x0.size()), 1, stop);
    // What a search found before it was stopped may be any part of M, even 0.
    if (stop.stop_requested()) return;
    c.M_estimate = M;
    c.kantorovich_h = newton.h(M);
    if (!(c.l > 0)) return;
    const double r0 = c.start_radius;
    c.guaranteed_radius = good_share * c.l / M;
    c.good_start = r0 * M <= good_share * c.l;
    if (std::isnan(question.eps0)) return;
    c.published_bound = published_contraction_bound(question.eps0, c.l, M, r0);
    c.energy_bound = energy_contraction_bound(question.eps0, c.l, M, r0);
}

}  // namespace basin
