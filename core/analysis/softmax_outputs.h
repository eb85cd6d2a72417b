// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/problems/softmax_regression.h"

namespace basin {

/// f (n) and z (m) of a softmax regression at x (math.md 1.1).
struct SoftmaxOutputs {
    Vector f, z;

    /// x has d entries.
    SoftmaxOutputs(const SoftmaxData& data, const Vector& x);
    /// The gradients K_i A1 of some z_i, as rows (chosen x d).
    Matrix slopes(const SoftmaxData& data, const std::vector<Index>& chosen) const;
};

/// Outputs whose z_i cannot be told from 0, where the activation has a kink or a jump of its bend.
struct OutputsAtKinks {
    std::vector<Index> outputs;  // ascending
    Matrix slopes;               // outputs x d
};
/// At x (d): |z_i| <= 2^-48 ((|A2| f)_i + |K_i A1| X) (math.md 1.4); length is X.
OutputsAtKinks outputs_at_kinks(const SoftmaxRegression& problem, const Vector& x, double length);

}  // namespace basin
