// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/unit_problem.h"

#include <cmath>

namespace basin {

UnitProblem::UnitProblem(const ElmanTraining& training, double size)
    : unit_(training), s_(std::exp2(4 * std::round(std::log2(size) / 4))) {
    unit_.series.Y /= s_;
    TikhonovWeights& lambdas = unit_.lambdas;
    for (double* lambda : {&lambdas.W, &lambdas.V, &lambdas.b}) *lambda = *lambda / s_ / s_;
    factors_ = Vector::Ones(unit_.shape().parameters());
    MutableWeights part = parts_of(unit_.shape(), factors_.data());
    part.A.setConstant(s_);
    part.c.setConstant(s_);
}

bool UnitProblem::is_finite() const {
    return unit_.series.Y.allFinite() && unit_.lambdas.per_entry(unit_.shape()).allFinite();
}

PenaltyWeights UnitProblem::betas_in(const PenaltyWeights& betas) const {
    return {betas.h / s_ / s_, betas.u / s_ / s_, betas.v / s_};
}

Vector UnitProblem::lifted_in(const Vector& z) const {
    Vector unit = z;
    unit.head(factors_.size()) = weights_in(z.head(factors_.size()));
    states_of(lifted_layout(unit_), unit).v /= s_;
    return unit;
}

Vector UnitProblem::lifted_out(const Vector& z) const {
    Vector out = z;
    out.head(factors_.size()) = weights_out(z.head(factors_.size()));
    states_of(lifted_layout(unit_), out).v *= s_;
    return out;
}

Matrix UnitProblem::hessian_out(const Matrix& H) const {
    const Vector each = s_ * factors_.cwiseInverse();
    return each.asDiagonal() * H * each.asDiagonal();
}

}  // namespace basin
