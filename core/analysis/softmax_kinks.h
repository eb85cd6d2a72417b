// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/analysis/stationarity.h"
#include "core/problems/softmax_regression.h"

namespace basin {

// What the kinks of relu and leaky_relu do to a softmax regression at one point (mathematics.md 1.4, 3).

/// Whether the activation has a kink in its value's slope: relu and leaky_relu.
bool has_kink(Activation activation);
/// h' just below 0.
double left_slope(Activation activation);

/// f (n) and z (m) at x, and the gradients of the outputs.
struct SoftmaxOutputs {
    Vector f, z;

    SoftmaxOutputs(const SoftmaxRegression& problem, const Vector& x);
    /// The gradients of some z_i, as rows (chosen x d).
    Matrix slopes(const std::vector<Index>& chosen) const;
    /// m, how a step (d) changes z to first order.
    Vector change(const Vector& step) const;
    /// m, no smaller than the norms of the gradients; much cheaper than they are.
    Vector slope_bounds() const;

  private:
    const CentredSoftmax& centred_;
    Vector centred_z_;  // of the values less their offset
    Index heaviest_ = 0;
};

/// The smooth piece on which output i has the slope slopes[i]: rows of A2 scaled, and no activation.
SoftmaxRegression piece_with(const SoftmaxData& data, const Vector& slopes);
/// Slopes of h at z (m), and those given on the kinks.
Vector slopes_at(Activation activation, const Vector& z, const std::vector<Index>& kinks,
                 const Vector& on_kinks);

/// The outputs whose kinks x cannot be told from, ascending: z_i is 0 or within its rounding, |z_i| <= 2^-48
/// ((|A2| f)_i + |K_i A1| X), or the step (d; empty: none), by which x may still be off, takes it across 0 or
/// to within a tenth of its value. Without those that are 0 for every x.
std::vector<Index> kinks_in_reach(const SoftmaxRegression& problem, const Vector& x, const Vector& step);

/// d-stationarity at x with these outputs on their kinks, whatever the rounding of z_i says. Beyond
/// most_kinks decided only where every kink bends upwards.
Stationarity test_stationarity(const SoftmaxRegression& problem, const Vector& x,
                               const std::vector<Index>& kinks);

/// Slopes of h on the kinks (one each) for which the gradient at x vanishes, as far inside what each kink
/// offers as `slack` > 0 says; nothing when there are none, or a kink bends downwards. Where b_i = 0 the
/// slope does not matter, and is the smaller one.
std::optional<Vector> balancing_slopes(const SoftmaxRegression& problem, const Vector& x,
                                       const std::vector<Index>& kinks, double slack);

}  // namespace basin
