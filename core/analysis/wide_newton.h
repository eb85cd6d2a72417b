// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>

#include "core/analysis/kronecker_units.h"

namespace basin {

/// Newton steps of a wide network (mathematics.md 2.2, step 3), with no N x N matrix.
class WideNewton {
  public:
    /// The Lagrangian must outlive this.
    WideNewton(KinkLagrangian& lagrangian, const std::stop_token& stop)
        : lagrangian_(lagrangian), stop_(stop) {}

    /// The step (N) onto u = 0 at the kinks and, by minimal residuals, to where the gradient vanishes along
    /// them; gradient is what the flows leave (N), share what of S. False when it is not finite.
    bool step(const Vector& gradient, double share, Vector& step);
    /// Whether as many products were formed as one search may.
    bool is_spent() const;
    Index products() const { return products_; }

  private:
    KinkLagrangian& lagrangian_;
    const std::stop_token& stop_;
    KroneckerUnits units_;
    bool has_units_ = false;
    Index products_ = 0;
};

}  // namespace basin
