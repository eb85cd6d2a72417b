// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/piecewise_affine/kronecker_preconditioner.h"

#include "core/solvers/piecewise_affine/costs_to_go.h"
#include "core/solvers/piecewise_affine/eliminated_outputs.h"

namespace basin {

bool KroneckerPreconditioner::refresh(const StepModel& model) {
    ready_ = false;
    shape_ = model.layout.shape;
    const Index n = shape_.hidden;
    Matrix mean = Matrix::Zero(n, n);
    const Vector weights = model.regressors.colwise().squaredNorm() / model.regressors.squaredNorm();
    if (!visit_costs_to_go({model.A, model.W, model.slopes},
                           [&](Index t, const Matrix& S) { mean += weights[t] * S; }))
        return false;
    const Matrix gram = model.regressors * model.regressors.transpose();
    if (!units_.compute(mean) || !regressors_.compute(gram)) return false;
    // Rounding may leave the smallest of a sum of squares below 0.
    const Vector steps = regressors_.values().cwiseMax(0);
    inverse_ = (1 + (units_.values() * steps.transpose()).array()).inverse();
    root_ = inverse_.cwiseSqrt();
    return ready_ = root_.allFinite();
}

void KroneckerPreconditioner::apply(const Vector& in, Vector& out) {
    const Index n = shape_.hidden, K = shape_.regressors();
    out.resize(in.size());
    const Eigen::Map<const Matrix> R(in.data() + shape_.offset_W(), n, K);
    Eigen::Map<Matrix> Z(out.data() + shape_.offset_W(), n, K);
    middle_.resize(n, K);
    middle_.noalias() = units_.vectors().transpose() * R;
    turned_.noalias() = middle_ * regressors_.vectors();
    turned_.array() *= inverse_.array();
    middle_.noalias() = turned_ * regressors_.vectors().transpose();
    Z.noalias() = units_.vectors() * middle_;
    clear_outputs(shape_, out);
}

void KroneckerPreconditioner::half(const MatrixInput& GU, const MatrixInput& modes, Eigen::Ref<Vector> out) {
    Eigen::Map<Matrix> part(out.data(), shape_.hidden, shape_.regressors());
    middle_.noalias() = units_.vectors().transpose() * GU;
    part.noalias() = middle_ * modes.transpose();
    part.array() *= root_.array();
}

void KroneckerPreconditioner::in_modes(const Matrix& regressors, Matrix& out) const {
    out.noalias() = regressors_.vectors().transpose() * regressors;
}

}  // namespace basin
