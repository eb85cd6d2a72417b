// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/activations.h"
#include "core/problems/softmax_regression.h"

namespace basin {

/// Suprema over an interval of |h'|, |h''|, |h'''|; infinite where a derivative jumps inside it.
struct DerivativeSuprema {
    double first;
    double second;
    double third;
};
DerivativeSuprema derivative_suprema(Activation activation, double low, double high);

/// A certified Lipschitz constant M of the Hessian of L: |H(y) - H(x)|_2 <= M |y - x| for all x, y in R^d.
/// From the moments of a bounded variable under the softmax (math.md 1.4); infinite for activations whose h''
/// jumps inside the range of z. Pessimistic by 10^3 to 10^4 on generated instances.
double hessian_lipschitz_bound(const SoftmaxData& data);

/// The same on the ball of the given radius about the centre (d): there the softmax weights change by a
/// factor exp(radius max|row of A1 - mean|) at most, so that moments at the centre bound those everywhere.
/// Never above hessian_lipschitz_bound().
double hessian_lipschitz_bound(const SoftmaxData& data, const Vector& centre, double radius);

}  // namespace basin
