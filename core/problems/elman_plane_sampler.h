// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/problems/elman_rnn.h"

namespace basin {

/// Samples (P) on a plane (math.md 4): points are taken through the network side by side, so that a time step
/// is a matrix product. The weights are affine in (a, b): their three parts stand one above the other, and
/// what each yields is combined with factors 1, a and b.
class ElmanPlaneSampler final : public PlaneSampler {
  public:
    /// The training must outlive the sampler.
    ElmanPlaneSampler(const ElmanTraining& training, const Plane& plane);

    void values(std::span<const double> a, std::span<const double> b, std::span<double> out) override;

  private:
    void sample(std::span<const double> a, std::span<const double> b, std::span<double> out);
    double regularisation(double a, double b) const;

    const ElmanTraining& training_;
    ElmanShape shape_;
    Matrix W_, A_;          // 3 Nh x Nh, 3 Ny x Nh: parts of origin, p1, p2
    Matrix drive_, shift_;  // 3 Nh x T, 3 Ny x T: V x_t + b and c - y_t, likewise
    double r00_, r01_, r02_, r11_, r12_, r22_;
    Matrix state_, moved_, output_;  // Nh x points, 3 Nh x points, 3 Ny x points
};

}  // namespace basin
