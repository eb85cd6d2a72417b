// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/problems/softmax_regression.h"

namespace basin {

/// What a generated instance is made from (mathematics.md 1.3). Fields are the JSON keys under "problem".
struct SoftmaxInstanceSpec {
    Index n = 64;        // >= 1, rows of A1
    Index d = 2;         // >= 1, unknowns
    Index m = 16;        // >= 1, outputs
    double density = 1;  // 0 < density <= 1, share of entries of a generated A1; below 1 it is sparse
    Activation activation = Activation::tanh;
    double ridge = 0.1;        // >= 0
    double gain = 1;           // > 0
    double logit_scale = 1;    // > 0
    double noise = 0.05;       // >= 0, standard deviation added to b
    double target_radius = 2;  // >= 0, |x_planted|
    std::uint64_t seed = 1;
    bool operator==(const SoftmaxInstanceSpec&) const = default;

    /// Throws InputError naming the field, its value and the constraint; also when the matrices would not fit
    /// into memory (sizes are checked for overflow first).
    void validate() const;
};

/// A generated regression with the x that its output was made from (mathematics.md 1.3).
struct SoftmaxInstance {
    SoftmaxData data;
    Vector x_planted;  // d
};

/// Parts given instead of generated; null where generated. The spec's sizes must be theirs.
struct SoftmaxParts {
    const DesignMatrix* A1 = nullptr;  // n x d
    const Matrix* A2 = nullptr;        // m x n
    const Matrix* b =
        nullptr;  // m x 1; when null: h(A2 softmax(A1 x_planted)) + noise, from the A1, A2 in use
    const Matrix* w = nullptr;  // n x 1
};

/// The same draws for the same seed on every platform (mathematics.md 1.3). What is generated does not depend
/// on which other parts are given, b excepted.
SoftmaxInstance generate_softmax_instance(const SoftmaxInstanceSpec& spec, const SoftmaxParts& given = {});

}  // namespace basin
