// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/piecewise_affine/costs_to_go.h"

#include "core/numeric/interruption.h"

namespace basin {

namespace {

constexpr Index steps_between_checks = 32;

}  // namespace

bool visit_costs_to_go(const CostsToGo& costs, const std::function<void(Index t, const Matrix& S)>& visit) {
    const Index n = costs.W.rows();
    const Matrix AtA = costs.v * (costs.A.transpose() * costs.A);
    Matrix S = Matrix::Zero(n, n), WD, product;
    const Interruption* interruption = Interruption::current();
    for (Index t = costs.slopes.cols(); t-- > 0;) {
        if (t % steps_between_checks == 0 && interruption_point(interruption)) return false;
        const auto D = costs.slopes.col(t).asDiagonal();
        WD = costs.W * D;
        product.noalias() = S * WD;
        S.noalias() = WD.transpose() * product;
        S += D * AtA * D;
        S.diagonal().array() += costs.u + costs.h * costs.slopes.col(t).array().square();
        visit(t, S);
    }
    return true;
}

}  // namespace basin
