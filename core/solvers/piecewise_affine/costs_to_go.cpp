// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/piecewise_affine/costs_to_go.h"

#include "core/numeric/interruption.h"

namespace basin {

namespace {

constexpr Index steps_between_checks = 32;

}  // namespace

bool visit_costs_to_go(const StepModel& model, const std::function<void(Index t, const Matrix& S)>& visit) {
    const Index n = model.W.rows();
    const Matrix AtA = model.A.transpose() * model.A;
    Matrix S = Matrix::Zero(n, n), WD, product;
    const Interruption* interruption = Interruption::current();
    for (Index t = model.slopes.cols(); t-- > 0;) {
        if (t % steps_between_checks == 0 && interruption_point(interruption)) return false;
        const auto D = model.slopes.col(t).asDiagonal();
        WD = model.W * D;
        product.noalias() = S * WD;
        S.noalias() = WD.transpose() * product;
        S += D * AtA * D;
        S.diagonal().array() += 1 + model.slopes.col(t).array().square();
        visit(t, S);
    }
    return true;
}

}  // namespace basin
