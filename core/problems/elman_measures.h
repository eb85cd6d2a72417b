// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/problems/elman_rnn.h"
#include "core/problems/network_measures.h"

namespace basin {

/// Fills in NetworkMeasures; shared by the formulations. Remembers the last signs of u, so that a run's
/// points are to be given in their order.
class ElmanMeasures {
  public:
    /// The training must outlive the measures.
    explicit ElmanMeasures(const ElmanTraining& training);

    /// test_error, spectral_radius and recurrent_norm at the weights theta, of which H (Nh x T) are the
    /// states.
    void measure_errors(const Vector& theta, const Matrix& H, NetworkMeasures& measures);
    /// zeros, near_zeros and kinks_crossed of U (Nh x T).
    void measure_kinks(const Matrix& U, NetworkMeasures& measures);
    /// multiplier_growth of GH (Nh x T), dL/dh_t.
    void measure_multipliers(const Matrix& GH, NetworkMeasures& measures) const;
    /// slope_jump and nondifferentiable_share from one-sided derivatives at x along fixed random directions.
    void measure_jumps(Evaluator& evaluator, const Vector& x, NetworkMeasures& measures);

  private:
    const ElmanTraining& training_;
    Matrix last_U_;  // Nh x T
    std::vector<Vector> directions_;
};

}  // namespace basin
