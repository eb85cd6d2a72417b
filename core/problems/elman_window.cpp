// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/elman_window.h"

#include "core/problems/elman_sweep.h"

namespace basin {

ElmanWindow::ElmanWindow(const ElmanTraining& training)
    : training_(training),
      shape_(training.shape()),
      lambda_(training.lambdas.per_entry(shape_)),
      state_(Vector::Zero(shape_.hidden)) {}

EvalStatus ElmanWindow::gradient(const Vector& theta, Index first, Index length, Vector& g) {
    const ConstWeights weights = weights_of(shape_, theta.data());
    inputs_ = training_.series.X.middleCols(first, length);
    U_.noalias() = weights.V * inputs_;
    U_.colwise() += weights.b;
    H_.resizeLike(U_);
    first_state_ = state_;
    run_network(training_.activation, weights.W, first_state_, U_, H_);
    state_ = H_.col(length - 1);
    E_.noalias() = weights.A * H_;
    E_.colwise() += weights.c;
    E_ -= training_.series.Y.middleCols(first, length);
    E_ *= 2 / static_cast<double>(length);
    slopes_.resizeLike(U_);
    scratch_.resizeLike(U_);
    training_.activation.apply({U_.data(), entries(U_).size()}, entries(scratch_), entries(slopes_), {});
    Wt_ = weights.W.transpose();
    GH_.noalias() = weights.A.transpose() * E_;
    GU_.setZero(U_.rows(), U_.cols());
    run_adjoint(Wt_, slopes_, GH_, GU_);
    fill_regressors(inputs_, first_state_, H_, regressors_);
    regressors_.middleRows(shape_.hidden, shape_.inputs) = inputs_;  // other ones than last time
    g = 2 * lambda_.cwiseProduct(theta);
    MutableWeights part = parts_of(shape_, g.data());
    part.A.noalias() += E_ * H_.transpose();
    part.c += E_.rowwise().sum();
    part.WVb.noalias() += GU_ * regressors_.transpose();
    return g.allFinite() ? EvalStatus::ok : EvalStatus::not_finite;
}

}  // namespace basin
