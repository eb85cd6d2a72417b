// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/approximations/controlled_model.h"

#include <cmath>

#include "core/numeric/products.h"
#include "core/numeric/random.h"

namespace basin {

EvalStatus ControlledModel::assemble(Evaluator& evaluator, const Vector& x, Index iteration) {
    const EvalStatus status = evaluator.hessian(x, hessian_);
    if (status != EvalStatus::ok) return status;
    if (!eigen_.compute(hessian_)) return EvalStatus::not_finite;
    const Vector& lambda = eigen_.values();
    root_ = lambda.cwiseAbs().cwiseSqrt();
    if (options_.direction == ErrorDirection::worst) {
        couple_extremes();
    } else {
        draw_core(iteration);
    }
    core_.diagonal() += lambda.cwiseSign();
    nonsingular_ = root_.minCoeff() > 0 && cholesky_.factorise(core_);
    return status;
}

void ControlledModel::draw_core(Index iteration) {
    RandomStream stream(options_.seed, static_cast<std::uint64_t>(iteration));
    const Index d = core_.rows();
    for (Index j = 0; j < d; ++j) {
        // Variance 2 on the diagonal makes the distribution invariant under rotations.
        core_(j, j) = std::sqrt(2.0) * stream.normal();
        for (Index i = j + 1; i < d; ++i) core_(i, j) = core_(j, i) = stream.normal();
    }
    core_eigen_.compute(core_, SymmetricEigen::Wanted::values);
    core_ *= options_.error / core_eigen_.values().cwiseAbs().maxCoeff();
}

void ControlledModel::couple_extremes() {
    Index softest = 0, stiffest = 0;
    root_.minCoeff(&softest);
    root_.maxCoeff(&stiffest);
    core_.setZero();
    core_(softest, stiffest) = core_(stiffest, softest) = options_.error;
}

void ControlledModel::solve(const Vector& g, Vector& step) {
    multiply_transposed(eigen_.vectors(), g, scratch_);
    scratch_.array() /= root_.array();
    cholesky_.solve(scratch_, scratch_);
    scratch_.array() /= root_.array();
    multiply(eigen_.vectors(), scratch_, step);
}

const Matrix& ControlledModel::matrix() {
    scaled_ = eigen_.vectors() * root_.asDiagonal();
    scaled_core_.noalias() = scaled_ * core_;
    matrix_.noalias() = scaled_core_ * scaled_.transpose();
    // Exactly symmetric, as everything that reads one triangle expects.
    matrix_.triangularView<Eigen::StrictlyUpper>() = matrix_.transpose();
    return matrix_;
}

}  // namespace basin
