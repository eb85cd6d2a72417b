// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/types.h"

namespace basin {

/// What a recurrent network tells about a point besides its objective (mathematics.md 2). Field names are CSV
/// columns; not_applicable where a problem does not have the quantity.
struct NetworkMeasures {
    double network_objective = not_applicable;  // Psi + R of (P) at the point's weights
    double train_error = not_applicable;        // (1/T) sum_t |v_t - y_t|^2 of the recursion, training steps
    double test_error = not_applicable;     // the same over the test steps, going on from the training state
    double feasibility_h = not_applicable;  // |r_h|_2 / T, violation of h_t = sigma(u_t), (P1) only
    double feasibility_u = not_applicable;  // |r_u|_2 / T, of u_t = W h_{t-1} + V x_t + b
    double feasibility_v = not_applicable;  // |r_v|_2 / T, of v_t = A h_t + c
    double zeros = not_applicable;          // components of u exactly at the kink
    double near_zeros = not_applicable;     // components within 1e-3 of the largest |u|, zeros included
    double kinks_crossed = not_applicable;  // components of u whose sign changed since the last measure
    double slope_jump = not_applicable;     // largest |f'(d) + f'(-d)| over a few fixed unit directions d
    double nondifferentiable_share = not_applicable;  // share of these directions where that is not zero
    double spectral_radius = not_applicable;          // of W
    double recurrent_norm = not_applicable;           // |W|_2
    double multiplier_growth =
        not_applicable;  // mean factor of |dL/dh_t| per step back in time, over the series
};

/// What becomes of the gradient on its way back in time.
enum class GradientFate { unknown, vanishes, kept, explodes };
/// By what it comes to from the last step of the series to the first, growth^(steps - 1), for growth the
/// multiplier_growth: a factor of 0.9 a step takes away two thirds over ten steps and everything over a
/// thousand. Vanishes below 1/1000, explodes above 1000.
GradientFate gradient_fate(double growth, Index steps);

}  // namespace basin
