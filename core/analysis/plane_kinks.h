// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <stop_token>

#include "core/problems/elman_rnn.h"
#include "core/problems/softmax_regression.h"

namespace basin {

/// L to first order at a point, along the directions d (2) of a plane (mathematics.md 3.1). With
/// s_i = rows_i . d + sum_{j < i} reactions_ij h(s_j), h(s) = right s for s > 0 and left s below,
///
///     L'(x; d) = smooth . d + sum_i weights_i h(s_i).
struct PlaneKinks {
    Eigen::Vector2d smooth = Eigen::Vector2d::Zero();  // the gradient with h held at 0 on the kinks
    Matrix rows;                                       // kinks x 2
    Matrix reactions;                                  // kinks x kinks, strictly lower
    Vector weights;                                    // kinks, dL/dh
    double left = 0, right = 1;                        // slopes of h at its kink
    /// Whether the kinks move independently of one another in the space of all unknowns, so that every
    /// choice of sides has a piece of L that meets the point.
    bool independent = true;

    Index count() const { return weights.size(); }
    /// L'(x; d), exact.
    double slope(const Eigen::Vector2d& d) const;
    /// The gradient on the plane where h has these slopes at its kinks (one each).
    Eigen::Vector2d gradient(const Vector& slopes) const;
    /// Whether no kink acts on another.
    bool separate() const { return reactions.isZero(0); }
};

/// The directions are the columns of `plane` (d x 2). Outputs on their kinks are those that x cannot be told
/// from (kinks_in_reach()); none where h has no kink. Nothing where a number is not finite.
std::optional<PlaneKinks> kinks_on_plane(const SoftmaxRegression& problem, const Vector& x,
                                         const Matrix& plane);
/// The same of a network at theta, the first entries of x; the units are those whose u rounding cannot tell
/// from 0. Nothing also where these are too many for a decomposition, or when stopped.
std::optional<PlaneKinks> kinks_on_plane(const ElmanTraining& training, const Vector& theta,
                                         const Matrix& plane, const std::stop_token& stop = {});

}  // namespace basin
