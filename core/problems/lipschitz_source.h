// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/types.h"

namespace basin {

/// A problem whose formula bounds how fast its Hessian changes.
class LipschitzSource {
  public:
    virtual ~LipschitzSource() = default;
    /// M with |Hess L(y) - Hess L(x)|_2 <= M |y - x| for all x, y in the ball of that radius about the centre
    /// (d); radius >= 0, infinite for all of R^d. Never falling with the radius; rounded up.
    virtual double hessian_lipschitz(const Vector& centre, double radius) const = 0;
};

}  // namespace basin
