// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/numeric/symmetric_product.h"

namespace basin {

/// The smallest and the largest eigenvalues of a symmetric A (d x d), estimated by Lanczos (mathematics.md
/// 5).
struct SpectrumEnds {
    Vector values;  // 2 k, ascending: the k smallest, then the k largest
    Vector errors;  // 2 k, |A v - value v| for the unit vector v beside it, > 0: an eigenvalue lies that near
    Matrix vectors;  // d x 2 k, orthonormal
};

/// How the ends of a spectrum are looked for (mathematics.md 6.7).
struct LanczosOptions {
    Index ends = 8;           // k >= 1 at either end; at most (d - 1) / 2 are looked for
    double tolerance = 1e-6;  // > 0; of the errors, relative to each value
    Index restarts = 20;      // >= 0; what has not converged by then is told with the error that it has
    Index basis = 64;         // >= 1; vectors of the Krylov space between restarts, at least 4 k
};

/// Thickly restarted Lanczos with reorthogonalisation, from a seeded start: the same bits in
/// every run; A times a power of two has the same values times it. A value of the lower end is never below,
/// one of the upper end never above the eigenvalue of its rank. d >= 3. Nothing when a product or the
/// iteration fails.
std::optional<SpectrumEnds> spectrum_ends(const SymmetricProduct& product, Index d,
                                          const LanczosOptions& options = {});

}  // namespace basin
