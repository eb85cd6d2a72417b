// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/cholesky.h"
#include "core/solvers/piecewise_affine/step_model.h"

namespace basin {

/// The weights of the outputs, (A, c), out of the equations of a step model: for every change of the others
/// they are the minimiser, by one least-squares problem for each output whose matrix
/// I + sum_t (h_t; 1) (h_t; 1)^T is that of all outputs (mathematics.md 2.4).
class EliminatedOutputs {
  public:
    /// Returns whether the matrix could be factorised.
    bool set(const StepModel& model);
    /// Changes (A, c) of x (N) until the gradient there, x + linear + sum_t GV_t (h_t; 1)^T, is 0; GV (Ny x
    /// T) follows. linear (N) may be null for 0.
    void fit(const StepModel& model, const Vector* linear, double factor, Vector& x, Matrix& GV);

  private:
    Cholesky cholesky_;
    Matrix gradient_;  // Ny x Nh + 1
    Vector row_;       // Nh + 1
};

/// The part of x (N) of the outputs' weights to 0.
void clear_outputs(const ElmanShape& shape, Vector& x);

}  // namespace basin
