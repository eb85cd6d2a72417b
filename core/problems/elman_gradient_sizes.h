// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/problems/elman_rnn.h"
#include "core/problems/gradient_sizes.h"

namespace basin {

/// Where the recursion stands, as the sweeps of an evaluator left it; nothing is copied.
struct ElmanSweepState {
    const Vector& theta;       // N
    const Matrix& H;           // Nh x T
    const Matrix& E;           // Ny x T, v - y
    const Matrix& Wt;          // Nh x Nh, W transposed
    const Matrix& slopes;      // Nh x T, of sigma
    const Matrix& regressors;  // Nh + Nx + 1 x T, (h_{t-1}; x_t; 1)
};

/// What a gradient of (P) is judged by (mathematics.md 1.6), F = ((v - y)/sqrt T; sqrt(lambda) . theta):
/// parts A, W, each column of V, b and c. |F'_A| and |F'_c| in closed form, the others from eight adjoint
/// sweeps of seeded signs, which are the same at every point. Norms by scaled sums.
class ElmanGradientSizes {
  public:
    /// The training must outlive this.
    explicit ElmanGradientSizes(const ElmanTraining& training);

    /// Returns whether all sizes are finite. Targets that are all 0 refer to |F| at the first point asked
    /// for.
    bool measure(const ElmanSweepState& at, GradientSizes& sizes);

  private:
    bool sweep(const ElmanSweepState& at);
    /// |dv/dtheta_B|_F of every part, in their order.
    bool output_jacobians(const ElmanSweepState& at, GradientSizes& sizes);
    double output_rounding(const ElmanSweepState& at);

    const ElmanTraining& training_;
    const ElmanShape shape_;
    const double steps_;           // T
    const Vector lambda_, roots_;  // per entry of theta, and their roots
    Matrix signs_;                 // Ny x 8 T
    Matrix GH_, GU_, product_;     // Nh x T, Nh x T, Nh x (Nh + Nx + 1)
    Matrix terms_;                 // Ny x T, |A| |h| + |c| + |y|
    Vector weighted_;              // N, sqrt(lambda) . theta
    Matrix swept_;                 // 8 x (2 + Nx): the norms for W, the columns of V, and b
    double reference_ = not_applicable;
};

}  // namespace basin
