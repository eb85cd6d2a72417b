// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/kronecker_units.h"

#include <algorithm>
#include <limits>

#include "core/solvers/piecewise_affine/costs_to_go.h"

namespace basin {

namespace {

// Of the mean curvature: what weights without a ridge are given.
constexpr double least_ridge = 1e-8;

Vector with_one(const Vector& values, double last) {
    Vector all(values.size() + 1);
    all << values, last;
    return all;
}

}  // namespace

bool KroneckerUnits::refresh(const KinkLagrangian& lagrangian) {
    shape_ = lagrangian.training().shape();
    rounding_ = 0;
    const TikhonovWeights& lambdas = lagrangian.training().lambdas;
    return refresh_outputs(lagrangian, lambdas) && refresh_units(lagrangian, lambdas);
}

bool KroneckerUnits::refresh_outputs(const KinkLagrangian& lagrangian, const TikhonovWeights& lambdas) {
    const Matrix& H = lagrangian.H();
    const Index n = shape_.hidden;
    Matrix states(n + 1, H.cols());
    states << H, Vector::Ones(H.cols()).transpose();
    Matrix gram = 2 / static_cast<double>(H.cols()) * (states * states.transpose());
    gram.diagonal() += with_one(Vector::Constant(n, 2 * lambdas.A), 2 * lambdas.c);
    SymmetricEigen eigen;
    if (!eigen.compute(gram)) return false;
    const double largest = eigen.values()[n];
    const Vector values = eigen.values().cwiseMax(least_ridge * largest);
    outputs_ = eigen.vectors() * values.cwiseSqrt().cwiseInverse().asDiagonal();
    rounding_ = std::max(rounding_, std::numeric_limits<double>::epsilon() * largest / values[0]);
    return outputs_.allFinite();
}

bool KroneckerUnits::refresh_units(const KinkLagrangian& lagrangian, const TikhonovWeights& lambdas) {
    const Index n = shape_.hidden, K = shape_.regressors();
    const ConstWeights weights = weights_of(shape_, lagrangian.theta().data());
    const Matrix& regressors = lagrangian.regressors();
    const Vector shares = regressors.colwise().squaredNorm() / regressors.squaredNorm();
    Matrix mean = Matrix::Zero(n, n);
    const CostsToGo costs{weights.A, weights.W, lagrangian.slopes(),
                          0,         0,         2 / static_cast<double>(regressors.cols())};
    if (!visit_costs_to_go(costs, [&](Index t, const Matrix& S) { mean += shares[t] * S; })) return false;
    Matrix gram = regressors * regressors.transpose();
    const double typical = gram.trace() / static_cast<double>(K) * mean.trace() / static_cast<double>(n);
    Vector ridges(K);
    ridges.head(n).setConstant(2 * lambdas.W);
    ridges.segment(n, shape_.inputs).setConstant(2 * lambdas.V);
    ridges[K - 1] = 2 * lambdas.b;
    ridges = ridges.cwiseMax(least_ridge * typical).unaryExpr([](double r) { return r > 0 ? r : 1; });
    const Vector scale = ridges.cwiseSqrt().cwiseInverse();
    const double largest = ridges.maxCoeff() + gram.trace() * mean.trace();
    gram = (scale.asDiagonal() * gram * scale.asDiagonal()).eval();
    SymmetricEigen eigen;
    if (!units_.compute(mean) || !eigen.compute(gram)) return false;
    // Rounding may leave the smallest of a sum of squares below 0.
    const Vector costly = units_.values().cwiseMax(0), steps = eigen.values().cwiseMax(0);
    root_ = (1 + (costly * steps.transpose()).array()).rsqrt();
    regressors_ = scale.asDiagonal() * eigen.vectors();
    rounding_ = std::max(rounding_, std::numeric_limits<double>::epsilon() * largest / ridges.minCoeff());
    return root_.allFinite() && regressors_.allFinite();
}

/// (A, c) of to = those of from times a matrix.
void KroneckerUnits::turn_outputs(const ConstWeights& from, const auto& by, MutableWeights& to) const {
    ends_.resize(shape_.outputs, shape_.hidden + 1);
    ends_ << from.A, from.c;
    both_.noalias() = ends_ * by;
    to.A = both_.leftCols(shape_.hidden);
    to.c = both_.rightCols(1);
}

void KroneckerUnits::out(const Vector& e, Vector& d) const {
    const ConstWeights from = weights_of(shape_, e.data());
    d.resize(e.size());
    MutableWeights to = parts_of(shape_, d.data());
    turn_outputs(from, outputs_.transpose(), to);
    turned_ = root_.cwiseProduct(from.WVb);
    middle_.noalias() = units_.vectors() * turned_;
    to.WVb.noalias() = middle_ * regressors_.transpose();
}

void KroneckerUnits::in(const Vector& g, Vector& e) const {
    const ConstWeights from = weights_of(shape_, g.data());
    e.resize(g.size());
    MutableWeights to = parts_of(shape_, e.data());
    turn_outputs(from, outputs_, to);
    middle_.noalias() = from.WVb * regressors_;
    turned_.noalias() = units_.vectors().transpose() * middle_;
    to.WVb = root_.cwiseProduct(turned_);
}

Matrix KroneckerUnits::rows_in(const Matrix& rows) const {
    Matrix turned(rows.rows(), rows.cols());
    Vector e;
    for (Index k = 0; k < rows.rows(); ++k) {
        in(rows.row(k).transpose(), e);
        turned.row(k) = e.transpose();
    }
    return turned;
}

}  // namespace basin
