// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/problems/elman_rnn.h"

namespace basin {

/// Where the parts of a lifted point z = (theta, h, u, v) lie; h, u, v step after step (mathematics.md 2.1).
struct LiftedLayout {
    ElmanShape shape;
    Index steps = 2;  // T

    Index parameters() const { return shape.parameters(); }
    /// Entries of h and of u.
    Index states() const { return shape.hidden * steps; }
    Index offset_h() const { return parameters(); }
    Index offset_u() const { return offset_h() + states(); }
    Index offset_v() const { return offset_u() + states(); }
    Index dimension() const { return offset_v() + shape.outputs * steps; }
    /// Residual rows, (r_h, r_u, r_v) in the order of (h, u, v).
    Index rows() const { return dimension() - parameters(); }
};
inline LiftedLayout lifted_layout(const ElmanTraining& training) {
    return {training.shape(), training.steps()};
}

/// h, u and v inside z, or the parts of the residuals, without a copy. A column is a time step.
template <class Mat>
struct StateViews {
    Eigen::Map<Mat> h;  // Nh x T
    Eigen::Map<Mat> u;  // Nh x T
    Eigen::Map<Mat> v;  // Ny x T
};
using ConstStates = StateViews<const Matrix>;
using MutableStates = StateViews<Matrix>;

/// The states of z (layout.dimension() entries).
ConstStates states_of(const LiftedLayout& layout, const Vector& z);
MutableStates states_of(const LiftedLayout& layout, Vector& z);
/// The parts of rows (layout.rows() entries).
ConstStates row_parts(const LiftedLayout& layout, const Vector& rows);
MutableStates row_parts(const LiftedLayout& layout, Vector& rows);

/// The feasible z with the weights theta.
Vector lift(const ElmanTraining& training, const Vector& theta);

/// rows = (h_t - sigma(u_t), u_t - (W h_{t-1} + V x_t + b), v_t - (A h_t + c)).
void residuals(const ElmanTraining& training, const Vector& z, Vector& rows);

/// (1/T) sum |v_t - y_t|^2 + R(theta).
double lifted_objective(const ElmanTraining& training, const Vector& z);

/// First and second one-sided derivatives of the residual rows along d; exact at kinks.
void residual_derivatives(const ElmanTraining& training, const Vector& z, const Vector& d, Vector& first,
                          Vector& second);

}  // namespace basin
