// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <Eigen/Dense>

#include "core/problems/curvature.h"
#include "core/solvers/hessian_approximation.h"
#include "tests/support/instances.h"

namespace basin::test {

inline constexpr double rounding = 1e-12;  // of sums of some thousand terms, relative

/// A softmax regression with its parts at one point, all dense.
struct Parts {
    explicit Parts(const SoftmaxInstanceSpec& spec) : instance(generate_softmax_instance(spec)) {
        problem = std::make_unique<SoftmaxRegression>(instance.data);
        evaluator = problem->evaluator();
        x = instance.x_planted + Vector::Constant(spec.d, 0.1);
        evaluator->curvature()->row_factors(x, rows);
        evaluator->curvature()->low_rank_factors(x, low_rank);
        evaluator->hessian(x, H);
        positive = rows.D->cwiseMax(0);
    }
    Matrix row_part(const Vector& weights) const {
        const Matrix A1 = to_dense(*rows.A1);
        return A1.transpose() * weights.asDiagonal() * A1;
    }
    /// The rows of negative D, which structured models keep.
    Matrix negative_part() const { return row_part(rows.D->cwiseMin(0)); }
    Matrix low_rank_part() const {
        const auto& l = low_rank;
        return l.KA->transpose() * l.weights->asDiagonal() * *l.KA - *l.A1q * l.A1f->transpose() -
               *l.A1f * l.A1q->transpose();
    }
    Matrix model(const ApproximationOptions& options, Index iteration = 0) const {
        const auto made = make_hessian_model(options, x.size());
        return made->assemble(*evaluator, x, iteration) == EvalStatus::ok ? made->matrix() : Matrix();
    }

    SoftmaxInstance instance;
    std::unique_ptr<SoftmaxRegression> problem;
    std::unique_ptr<Evaluator> evaluator;
    Vector x, positive;
    RowFactors rows;
    LowRankFactors low_rank;
    Matrix H;
};

inline bool same(const Matrix& a, const Matrix& b, double tolerance = rounding) {
    return a.rows() == b.rows() && (a - b).norm() <= tolerance * (1 + b.norm());
}

/// Diagonal of B (B^T B)^+ B^T, B = diag(weights)^{1/2} A.
inline Vector dense_scores(const Matrix& A, const Vector& weights) {
    const Matrix B = weights.cwiseSqrt().asDiagonal() * A;
    return (B * (B.transpose() * B).completeOrthogonalDecomposition().pseudoInverse() * B.transpose())
        .diagonal();
}

inline double spectral_error(const Matrix& approximate, const Matrix& exact) {
    const Matrix L = exact.llt().matrixL();
    const Matrix inverse = L.inverse();
    const Matrix E = inverse * (approximate - exact) * inverse.transpose();
    return Eigen::SelfAdjointEigenSolver<Matrix>(E).eigenvalues().cwiseAbs().maxCoeff();
}

}  // namespace basin::test
