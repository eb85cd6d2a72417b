// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/symmetric_product.h"

namespace basin {

/// When conjugate gradients end.
struct ConjugateGradientOptions {
    double tolerance = 1e-8;  // > 0; of |b - A x|, relative to |b|
    Index iterations = 1000;  // >= 1
};

/// x with A x = b for symmetric positive definite A (d x d), from 0 [Hestenes, Stiefel 1952]. False when the
/// tolerance is not met, A is not positive definite along the way, or a product fails.
bool conjugate_gradients(const SymmetricProduct& product, const Vector& b,
                         const ConjugateGradientOptions& options, Vector& x);

}  // namespace basin
