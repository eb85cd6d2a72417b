// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/approximations/diagonal_model.h"

#include "core/problems/curvature.h"

namespace basin {

EvalStatus DiagonalModel::assemble(Evaluator& evaluator, const Vector& x, Index) {
    if (evaluator.curvature()) {
        if (sum_parts(evaluator, x) != EvalStatus::ok) return EvalStatus::not_finite;
    } else {
        if (evaluator.hessian(x, hessian_) != EvalStatus::ok) return EvalStatus::not_finite;
        diagonal_ = hessian_.diagonal();
    }
    return diagonal_.allFinite() ? EvalStatus::ok : EvalStatus::not_finite;
}

EvalStatus DiagonalModel::sum_parts(Evaluator& evaluator, const Vector& x) {
    RowFactors rows;
    LowRankFactors low_rank;
    CurvatureSource& curvature = *evaluator.curvature();
    if (curvature.row_factors(x, rows) != EvalStatus::ok) return EvalStatus::not_finite;
    if (curvature.low_rank_factors(x, low_rank) != EvalStatus::ok) return EvalStatus::not_finite;
    diagonal_ = rows.A1->weighted_squares(*rows.D);
    for (Index k = 0; k < x.size(); ++k) {
        diagonal_[k] += (low_rank.weights->array() * low_rank.KA->col(k).array().square()).sum() -
                        2 * (*low_rank.A1q)[k] * (*low_rank.A1f)[k];
    }
    return EvalStatus::ok;
}

const Matrix& DiagonalModel::matrix() {
    matrix_ = diagonal_.asDiagonal();
    return matrix_;
}

}  // namespace basin
