// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/certificate_estimate.h"

#include <algorithm>
#include <cmath>

#include "core/analysis/arrival.h"
#include "core/analysis/certificate_proof.h"
#include "core/analysis/lipschitz_estimate.h"
#include "core/analysis/softmax_rounding.h"
#include "core/problems/softmax_regression.h"

namespace basin {

namespace {

/// The balls from the certified radius outwards; from 1e-9 X where none is certified, from X where every
/// radius is.
LipschitzSearchSpec balls_of(const Problem& problem, const Minimiser& minimiser, const Certificate& c) {
    LipschitzSearchSpec spec;
    spec.length = point_length(problem, minimiser.x);
    const double certified = c.guaranteed_radius_certified;
    // Closer points differ by less than their own rounding.
    spec.first =
        std::isnan(certified) ? 1e-9 * spec.length : std::clamp(certified, 1e-12 * spec.length, spec.length);
    spec.reach = c.start_radius;
    if (c.l > 0) spec.limit = good_share * c.l;
    return spec;
}

}  // namespace

void estimate_certificate(const Problem& problem, const Minimiser& minimiser,
                          const CertificateQuestion& question, const NewtonKantorovich& newton,
                          Certificate& c, const std::stop_token& stop) {
    HessianRounding rounding;
    if (const SoftmaxRegression* softmax = problem.structure().softmax)
        rounding = [softmax](const Vector& x) { return hessian_rounding(softmax->centred(), x); };
    const LipschitzEstimate found =
        estimate_hessian_lipschitz(problem, minimiser.x, balls_of(problem, minimiser, c), rounding, stop);
    // What a search found before it was stopped may be any part of M, even 0.
    if (found.stopped) return;
    const double r0 = c.start_radius, M = found.on_ball(r0);
    c.M_estimate = M;
    c.kantorovich_h = newton.h(M);
    if (!(c.l > 0)) return;
    c.guaranteed_radius = found.largest_radius(good_share * c.l);
    // The estimate is a lower bound on M, also on the certified one: this is so but for its last digit.
    if (c.guaranteed_radius_certified > c.guaranteed_radius)
        c.guaranteed_radius = c.guaranteed_radius_certified;
    c.good_start = r0 <= c.guaranteed_radius;
    if (std::isnan(question.eps0)) return;
    c.published_bound = published_contraction_bound(question.eps0, c.l, M, r0);
    c.energy_bound = energy_contraction_bound(question.eps0, c.l, M, r0);
}

}  // namespace basin
