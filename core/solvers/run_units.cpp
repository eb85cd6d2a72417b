// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/run_units.h"

#include <cmath>

namespace basin {

RunUnits::RunUnits(const Problem& problem, WorkUnits units)
    : given_(problem), rescaled_(units == WorkUnits::rescaled ? problem.rescaled() : nullptr) {}

Vector RunUnits::to_work(const Vector& x) const {
    return rescaled_ ? Vector(x.cwiseQuotient(rescaled_->lengths)) : x;
}

Vector RunUnits::to_given(const Vector& x) const {
    return rescaled_ ? Vector(x.cwiseProduct(rescaled_->lengths)) : x;
}

double RunUnits::objective_to_given(double objective) const {
    return rescaled_ ? std::scalbn(objective, rescaled_->exponent) : objective;
}

Vector RunUnits::gradient_to_given(const Vector& gradient) const {
    if (!rescaled_) return gradient;
    // The lengths first: the power of the objective may be no double where the result is one.
    return gradient.binaryExpr(rescaled_->lengths, [this](double value, double length) {
        return std::scalbn(value, rescaled_->exponent - std::ilogb(length));
    });
}

Matrix RunUnits::hessian_to_given(const Matrix& H) const {
    if (!rescaled_) return H;
    Matrix given = H;
    for (Index j = 0; j < H.cols(); ++j) {
        for (Index i = 0; i < H.rows(); ++i) {
            const int lengths = std::ilogb(rescaled_->lengths[i]) + std::ilogb(rescaled_->lengths[j]);
            given(i, j) = std::scalbn(H(i, j), rescaled_->exponent - lengths);
        }
    }
    return given;
}

double RunUnits::step_length_to_given(double length) const {
    if (!rescaled_) return length;
    return std::scalbn(length, 2 * std::ilogb(rescaled_->lengths[0]) - rescaled_->exponent);
}

}  // namespace basin
