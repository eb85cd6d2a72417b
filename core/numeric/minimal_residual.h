// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/numeric/symmetric_product.h"

namespace basin {

/// When minimal_residual() ends.
struct MinimalResidualOptions {
    double tolerance = 1e-8;  // > 0; of |b - A x|, relative to |b|
    Index iterations = 1000;  // >= 1
};

/// x with A x = b for symmetric A (d x d), which may be indefinite or singular, from 0: of the Krylov space
/// so far that x which leaves least (MINRES [Paige, Saunders 1975]). Ends at the tolerance, after the
/// iterations, or where a hundred of them took less than a hundredth off what is left. Returns |b - A x| /
/// |b| as the recursion tells it; nothing when a product fails.
std::optional<double> minimal_residual(const SymmetricProduct& product, const Vector& b,
                                       const MinimalResidualOptions& options, Vector& x);

}  // namespace basin
