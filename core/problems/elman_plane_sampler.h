// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "core/numeric/lane_products.h"
#include "core/problems/elman_rnn.h"

namespace basin {

/// Samples (P) on a plane (mathematics.md 4): some points go through the network side by side, each with its
/// own weights, in the lanes of the processor's registers. What does not depend on the states is affine in
/// (a, b) and has been computed once for the plane.
class ElmanPlaneSampler final : public PlaneSampler {
  public:
    /// The training must outlive the sampler.
    ElmanPlaneSampler(const ElmanTraining& training, const Plane& plane);

    void values(std::span<const double> a, std::span<const double> b, std::span<double> out) override;

  private:
    using Lanes = std::array<double, most_lanes>;

    /// Mean squared errors of as many points as there are lanes.
    void sample(const Lanes& a, const Lanes& b, Lanes& errors);
    /// The sums of squares where sigma is curved.
    void sweep_smooth(const Lanes& a, const Lanes& b, Lanes& errors);
    double regularisation(double a, double b) const;

    const ElmanTraining& training_;
    ElmanShape shape_;
    std::array<Matrix, 3> W_, A_;          // Nh x Nh, Ny x Nh: of origin, p1, p2
    std::array<Matrix, 3> drive_, shift_;  // Nh x T, Ny x T: V x_t + b and c - y_t, likewise
    double r00_, r01_, r02_, r11_, r12_, r22_;
    std::size_t lanes_;
    LaneBuffer lane_W_, lane_A_;  // Nh x Nh, Ny x Nh
    LaneBuffer u_, h_, output_;   // Nh, Nh, Ny
};

}  // namespace basin
