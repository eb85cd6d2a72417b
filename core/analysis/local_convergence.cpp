// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/local_convergence.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/numeric/name_table.h"
#include "core/numeric/symmetric_eigen.h"

namespace basin {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
// Covers the rounding of a few operations.
constexpr double outward_rounding = 1 + 8 * std::numeric_limits<double>::epsilon();
constexpr auto proof_names =
    name_table<KantorovichProves>({{KantorovichProves::nothing, "nothing"},
                                   {KantorovichProves::stationary_point, "stationary point"},
                                   {KantorovichProves::minimum, "minimum"},
                                   {KantorovichProves::maximum, "maximum"},
                                   {KantorovichProves::saddle, "saddle"}});

}  // namespace

double published_contraction_bound(double eps0, double l, double M, double r) {
    const double rbar = M * r;
    return rbar < l ? 2 * (eps0 + rbar / (l - rbar)) : infinite;
}

double energy_contraction_bound(double eps0, double l, double M, double r) {
    const double rbar = M * r;
    return rbar < l && !(eps0 >= 1) ? (eps0 + 0.5 * rbar / (l - rbar)) / (1 - eps0) : infinite;
}

Index promised_iterations(double r0, double eps) {
    if (!(r0 > eps)) return 0;
    const double target = std::max(eps, std::numeric_limits<double>::denorm_min());
    return static_cast<Index>(std::ceil((std::log(r0) - std::log(target)) / std::log(1 / 0.4)));
}

bool exceeds_bound(double measured, double bound, double before, const Minimiser& minimiser) {
    if (!(measured > bound * (1 + 1e-9))) return false;
    // Results of earlier versions do not tell how well they know x*.
    const double unknown =
        std::isnan(minimiser.resolution) ? 1e-10 * minimiser.x.norm() : minimiser.resolution;
    return measured * before - unknown > bound * (before + unknown);
}

std::string_view to_string(KantorovichProves proves) {
    return proof_names.name(proves);
}

std::optional<KantorovichProves> parse_kantorovich_proves(std::string_view word) {
    return proof_names.value(word);
}

NewtonKantorovich newton_kantorovich(const Vector& g, const Matrix& H, double g_error, double H_error) {
    SymmetricEigen eigen;
    NewtonKantorovich result;
    if (!g.allFinite() || !eigen.compute(H)) return result;
    const double smallest = eigen.values().cwiseAbs().minCoeff() - H_error - eigenvalue_error(H, eigen);
    if (!(smallest > 0)) return result;
    result.negative = (eigen.values().array() < 0).count();
    result.positive = (eigen.values().array() > 0).count();
    result.beta = 1 / smallest;
    const Vector step = eigen.vectors() * (eigen.vectors().transpose() * g).cwiseQuotient(eigen.values());
    // Whatever the step is worth, the exact one differs from it by the inverse of what it leaves of g.
    const double rounding = static_cast<double>(g.size() + 3) * std::numeric_limits<double>::epsilon() / 2;
    const double left = (g - H * step).norm() + rounding * (g.norm() + H.norm() * step.norm());
    result.eta = step.norm() + result.beta * (left + g_error + H_error * step.norm());
    return result;
}

KantorovichProof prove_kantorovich(const NewtonKantorovich& newton,
                                   const std::function<double(double)>& M_on_ball) {
    KantorovichProof proof;
    if (!(newton.eta >= 0)) return proof;
    double radius = 2 * newton.eta;
    for (int round = 0; round < 8; ++round) {
        const double h = newton.h(M_on_ball(radius)) * outward_rounding;
        if (round > 0 && !(h < proof.h)) break;
        proof.h = h;
        if (!(h <= 0.5)) return proof;
        radius = 2 * newton.eta / (1 + std::sqrt(1 - 2 * h)) * outward_rounding;
    }
    proof.radius = radius;
    proof.proves = KantorovichProves::stationary_point;
    if (proof.h < 0.5) {
        proof.proves = newton.negative == 0   ? KantorovichProves::minimum
                       : newton.positive == 0 ? KantorovichProves::maximum
                                              : KantorovichProves::saddle;
    }
    return proof;
}

}  // namespace basin
