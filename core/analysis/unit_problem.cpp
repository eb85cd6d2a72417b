// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/unit_problem.h"

#include <cmath>

namespace basin {

namespace {

/// 1 for sizes between 1/4 and 4.
double power_of_16_near(double size) {
    return std::exp2(4 * std::round(std::log2(size) / 4));
}

}  // namespace

UnitProblem::UnitProblem(const ElmanTraining& training, double size, double inputs, double states)
    : unit_(training), s_(power_of_16_near(size)), held_(power_of_16_near(states)) {
    const double x = power_of_16_near(inputs);
    unit_.series.Y /= s_;
    unit_.series.X /= x;
    factors_ = Vector::Ones(unit_.shape().parameters());
    MutableWeights part = parts_of(unit_.shape(), factors_.data());
    part.A.setConstant(s_ / held_);
    part.V.setConstant(held_ / x);
    part.b.setConstant(held_);
    part.c.setConstant(s_);
    // lambda (factor theta)^2 / s^2.
    TikhonovWeights& lambdas = unit_.lambdas;
    lambdas.A = lambdas.A / held_ / held_;
    lambdas.W = lambdas.W / s_ / s_;
    lambdas.V = lambdas.V / s_ / s_ * (held_ / x) * (held_ / x);
    lambdas.b = lambdas.b / s_ / s_ * held_ * held_;
}

bool UnitProblem::is_finite() const {
    return unit_.series.Y.allFinite() && unit_.series.X.allFinite() &&
           unit_.lambdas.per_entry(unit_.shape()).allFinite();
}

PenaltyWeights UnitProblem::betas_in(const PenaltyWeights& betas) const {
    return {betas.h / s_ / s_ * held_, betas.u / s_ / s_ * held_, betas.v / s_};
}

Vector UnitProblem::lifted_in(const Vector& z) const {
    Vector unit = z;
    unit.head(factors_.size()) = weights_in(z.head(factors_.size()));
    MutableStates states = states_of(lifted_layout(unit_), unit);
    states.h /= held_;
    states.u /= held_;
    states.v /= s_;
    return unit;
}

Vector UnitProblem::lifted_out(const Vector& z) const {
    Vector out = z;
    out.head(factors_.size()) = weights_out(z.head(factors_.size()));
    MutableStates states = states_of(lifted_layout(unit_), out);
    states.h *= held_;
    states.u *= held_;
    states.v *= s_;
    return out;
}

Matrix UnitProblem::hessian_out(const Matrix& H) const {
    const Vector each = hessian_factors();
    return each.asDiagonal() * H * each.asDiagonal();
}

}  // namespace basin
