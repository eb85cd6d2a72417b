// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/problems/elman_rnn.h"
#include "core/problems/softmax_regression.h"

namespace basin {

/// Numbers between 2^-64 and 2^64 have room for the products of four of them: outside, a problem is rescaled
/// to numbers near 1.
inline constexpr int usual_exponents = 64;

/// The regression with A1 and x, and for identity, relu and leaky_relu A2, b and w, times powers of two that
/// bring the largest entries near 1 (mathematics.md 1.6: units that leave the problem the same). Null where
/// they are within usual_exponents already. The data have passed the checks of SoftmaxRegression.
std::shared_ptr<const RescaledProblem> rescale(const SoftmaxData& data);

/// The network with its targets against A and c, and its inputs against V, likewise; lambdas to match.
/// Null also where the lambdas are of quite another size than the targets. The training is valid.
std::shared_ptr<const RescaledProblem> rescale(const ElmanTraining& training);

}  // namespace basin
