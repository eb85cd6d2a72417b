// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/random.h"
#include "core/numeric/types.h"

namespace basin {

/// An orthogonal matrix (n x n, n >= 1), uniformly distributed: Q of the QR factorisation of a standard
/// normal matrix, the diagonal of R positive, which fixes the signs [Mezzadri 2007]. The same bits on every
/// platform; |Q^T Q - I| about 1e-15. O(n^3) operations.
Matrix random_orthogonal(RandomStream& stream, Index n);

}  // namespace basin
