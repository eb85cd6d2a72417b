// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/problems/lifted.h"

namespace basin {

/// The augmented Lagrangian of (P0) at a point z, and its minimisation block by block.
class LagrangianBlocks {
  public:
    /// The training must outlive the blocks; sigma is made of two straight lines.
    LagrangianBlocks(const ElmanTraining& training, const Vector& theta);

    /// Minimises over (W, V, b), (A, c), v, h_T, ..., h_1 and u in turn, gamma > 0.
    void sweep(double gamma);
    /// xi += gamma r.
    void move_multipliers(double gamma);
    /// The augmented Lagrangian.
    double value(double gamma);
    /// Largest |r|.
    double violation();
    auto theta() const { return z_.head(layout_.parameters()); }

  private:
    void fit_recurrence(double gamma);
    void fit_outputs(double gamma);
    void choose_v(double gamma);
    void choose_h(double gamma);
    void choose_u(double gamma);

    const ElmanTraining& training_;
    const LiftedLayout layout_;
    Vector z_, rows_;
    Vector xi_;          // multipliers in the order of the rows
    Matrix regressors_;  // Nh + Nx + 1 x T
};

}  // namespace basin
