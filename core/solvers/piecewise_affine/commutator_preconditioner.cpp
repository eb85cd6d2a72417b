// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/piecewise_affine/commutator_preconditioner.h"

#include <Eigen/Cholesky>

#include "core/numeric/strip_products.h"
#include "core/solvers/piecewise_affine/eliminated_outputs.h"

namespace basin {

bool CommutatorPreconditioner::refresh(const StepModel& model) {
    shape_ = model.layout.shape;
    weights_ = (1 + model.slopes.array().square()).inverse();
    scale_ = 1 + model.slopes.cwiseAbs2().mean();
    factor_.setIdentity(shape_.regressors(), shape_.regressors());
    factor_.selfadjointView<Eigen::Lower>().rankUpdate(model.regressors, scale_);
    ready_ = factor_.bottomRows(1).allFinite();
    if (!ready_) return false;
    Eigen::Ref<Matrix> in_place(factor_);
    const Eigen::LLT<Eigen::Ref<Matrix>> cholesky(in_place);
    modes_ = model.regressors;
    factor_.triangularView<Eigen::Lower>().solveInPlace(modes_);
    return ready_ = cholesky.info() == Eigen::Success && modes_.allFinite();
}

/// Z <- Z E^{-1}.
void CommutatorPreconditioner::solve_metric(Eigen::Map<Matrix>& Z) const {
    const double flops = 2 * static_cast<double>(Z.rows()) * static_cast<double>(factor_.size());
    for_strips(Z.rows(), flops, [&](Index first, Index count) {
        auto rows = Z.middleRows(first, count);
        factor_.transpose().triangularView<Eigen::Upper>().solveInPlace<Eigen::OnTheRight>(rows);
        factor_.triangularView<Eigen::Lower>().solveInPlace<Eigen::OnTheRight>(rows);
    });
}

void CommutatorPreconditioner::apply_metric(const Vector& in, Vector& z) const {
    z = in;
    clear_outputs(shape_, z);
    Eigen::Map<Matrix> Z(z.data() + shape_.offset_W(), shape_.hidden, shape_.regressors());
    solve_metric(Z);
}

void CommutatorPreconditioner::improve(const StepModel& model, Vector& z) {
    const Index later = model.layout.steps - 1;
    Eigen::Map<Matrix> Z(z.data() + shape_.offset_W(), shape_.hidden, shape_.regressors());
    driven_.resizeLike(weights_);
    passed_.resizeLike(weights_);
    change_.resizeLike(Z);
    multiply_by_strips(Z, model.regressors, driven_);
    multiply_by_strips(model.Wt, driven_.rightCols(later), passed_.leftCols(later));
    driven_.leftCols(later) -= model.slopes.leftCols(later).cwiseProduct(passed_.leftCols(later));
    driven_.array() *= weights_.array();
    response_ = model.slopes.cwiseProduct(driven_);
    multiply_by_strips(model.W, response_.leftCols(later), passed_.rightCols(later));
    driven_.rightCols(later) -= passed_.rightCols(later);
    multiply_by_strips(driven_, model.regressors.transpose(), change_);
    Z += scale_ * scale_ * change_;
    solve_metric(Z);
}

void CommutatorPreconditioner::half(const MatrixInput& GU, const MatrixInput& modes,
                                    Eigen::Ref<Vector> out) const {
    Eigen::Map<Matrix>(out.data(), shape_.hidden, shape_.regressors()).noalias() = GU * modes.transpose();
}

}  // namespace basin
