// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

#include "core/numeric/types.h"

namespace basin {

/// |v|, finite also where the sum of the squares overflows but the norm does not; elsewhere the bits of
/// v.norm().
template <typename Derived>
double safe_norm(const Eigen::MatrixBase<Derived>& v) {
    const double norm = v.norm();
    return std::isfinite(norm) ? norm : v.stableNorm();
}

}  // namespace basin
