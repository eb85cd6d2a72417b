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
    inverse_.setIdentity(factor_.rows(), factor_.cols());
    cholesky.solveInPlace(inverse_);
    return ready_ = cholesky.info() == Eigen::Success && modes_.allFinite() && inverse_.allFinite();
}

void CommutatorPreconditioner::apply_metric(const Vector& in, Vector& z) const {
    z.resizeLike(in);
    clear_outputs(shape_, z);
    const Eigen::Map<const Matrix> R(in.data() + shape_.offset_W(), shape_.hidden, shape_.regressors());
    Eigen::Map<Matrix> Z(z.data() + shape_.offset_W(), shape_.hidden, shape_.regressors());
    multiply_by_strips(R, inverse_, Z);
}

void CommutatorPreconditioner::improve(const StepModel& model, Vector& z) {
    Eigen::Map<Matrix> Z(z.data() + shape_.offset_W(), shape_.hidden, shape_.regressors());
    const Index later = model.layout.steps - 1;
    driven_.resizeLike(weights_);
    passed_.resizeLike(weights_);
    response_.resizeLike(weights_);
    change_.resizeLike(Z);
    multiply_by_strips(Z, model.regressors, driven_);
    multiply_by_strips(model.Wt, driven_.rightCols(later), passed_.leftCols(later));
    passed_.rightCols(1).setZero();
    for (Index k = 0; k < driven_.size(); ++k) {
        const double slope = model.slopes.data()[k];
        double& driven = driven_.data()[k];
        driven = weights_.data()[k] * (driven - slope * passed_.data()[k]);
        response_.data()[k] = slope * driven;
    }
    multiply_by_strips(model.W, response_.leftCols(later), passed_.rightCols(later));
    driven_.rightCols(later) -= passed_.rightCols(later);
    multiply_by_strips(driven_, model.regressors.transpose(), change_);
    change_ = Z + scale_ * scale_ * change_;
    multiply_by_strips(change_, inverse_, Z);
}

void CommutatorPreconditioner::half(const MatrixInput& GU, const MatrixInput& modes,
                                    Eigen::Ref<Vector> out) const {
    Eigen::Map<Matrix>(out.data(), shape_.hidden, shape_.regressors()).noalias() = GU * modes.transpose();
}

}  // namespace basin
