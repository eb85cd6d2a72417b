// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/spectrum.h"

#include "core/numeric/symmetric_eigen.h"

namespace basin {

std::optional<Spectrum> hessian_spectrum(const Problem& problem, const Vector& x) {
    Matrix H;
    SymmetricEigen eigen;
    if (problem.evaluator()->hessian(x, H) != EvalStatus::ok || !eigen.compute(H)) return std::nullopt;
    return Spectrum{eigen.values(), eigen.vectors()};
}

}  // namespace basin
