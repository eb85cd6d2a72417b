// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/local_convergence.h"

#include <cmath>
#include <limits>

#include "core/numeric/symmetric_eigen.h"

namespace basin {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

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

NewtonKantorovich newton_kantorovich(const Vector& g, const Matrix& H) {
    SymmetricEigen eigen;
    NewtonKantorovich result;
    if (!g.allFinite() || !eigen.compute(H)) return result;
    const double smallest = eigen.values().cwiseAbs().minCoeff();
    if (!(smallest > 0)) return result;
    result.beta = 1 / smallest;
    result.eta = (eigen.vectors().transpose() * g).cwiseQuotient(eigen.values()).norm();
    return result;
}

}  // namespace basin
