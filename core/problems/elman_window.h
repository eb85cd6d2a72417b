// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/problems/elman_rnn.h"

namespace basin {

/// Gradients of (P) from a window of the series: (1/length) sum over the window of |v_t - y_t|^2 + R(theta),
/// the recursion going on from the state that the window before left, through which nothing flows back
/// (truncated backpropagation through time).
class ElmanWindow {
  public:
    /// The training must outlive this.
    explicit ElmanWindow(const ElmanTraining& training);

    /// The next window begins at the first step, with h_0 = 0.
    void rewind() { state_.setZero(shape_.hidden); }
    /// g (N) at theta over the steps first, ..., first + length - 1, which follow the last window. Keeps the
    /// state that they lead to.
    EvalStatus gradient(const Vector& theta, Index first, Index length, Vector& g);

  private:
    const ElmanTraining& training_;
    const ElmanShape shape_;
    const Vector lambda_;                            // per entry of theta
    Vector state_, first_state_;                     // Nh
    Matrix inputs_;                                  // Nx x T, of the window
    Matrix U_, H_, E_, slopes_, GH_, GU_, scratch_;  // a column a step of the window
    Matrix Wt_, regressors_;
};

}  // namespace basin
