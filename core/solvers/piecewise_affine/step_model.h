// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/problems/penalty_rnn.h"
#include "core/problems/segmented_sweep.h"

namespace basin {

/// The model of (P1) about z that a step minimises ([JWC]; mathematics.md 2.4): with s = (s_theta, s_h, s_u,
/// s_v),
///     <g, s> + sum_rows beta |r + linearised row|  + rho/2 |s|^2   subject to  sign . (u + s_u) >= 0,
/// where sigma is replaced by its piece of the given sign, or its tangent when it is smooth.
///
/// While all rows are kept at zero, the states follow the weights: s_state = s0 + J s_theta by one linearised
/// forward sweep, and J^T by one backward sweep. All matrices have a column per time step.
struct StepModel {
    /// The problem must outlive the model.
    explicit StepModel(const PenaltyRnn& problem);

    /// Moves the model to z with residuals rows; signs (Nh x T) in {-1, 1}, that of u wherever u != 0.
    void set(const Vector& z, const Vector& rows, const Matrix& signs);
    /// To be called before some dozen sweeps or more of a wide model, which are then faster.
    void expect_many_sweeps();
    /// (s_h, s_u, s_v) = J s_theta, and + s0 when affine: all linearised rows zero.
    void forward(const Vector& s_theta, bool affine);
    /// J^T (GH, GU, GV); leaves there the adjoint states, the row multipliers with their signs turned.
    void adjoint(Vector& product);
    /// Linearised rows r + ... at s (layout.dimension()).
    void linearised_rows(const Vector& s, Vector& out);
    /// product = (linearised rows without r)^T y, y in the order of the rows.
    void transposed_rows(const Vector& y, Vector& product);
    /// The model's value at s, minus Theta(z).
    double change(const Vector& s, double rho);

    const PenaltyRnn& problem;
    const LiftedLayout layout;
    const Vector lambda;   // per entry of theta
    bool bounded = false;  // whether sign . (u + s_u) >= 0 is asked for: sigma has a kink
    Vector z, rows;        // where the model stands
    Vector g;              // gradient of the smooth part (layout.dimension())
    Matrix W, Wt, A;       // Nh x Nh, Nh x Nh, Ny x Nh
    Matrix H, U;           // Nh x T, of z
    Matrix signs, slopes;  // Nh x T; slopes of the active pieces
    Matrix regressors;     // Nh + Nx + 1 x T
    Matrix SH, SU, SV;     // written by forward()
    Matrix GH, GU, GV;     // read and written by adjoint()

  private:
    Vector linear_, h0_;
    SegmentedSweep segmented_;
};

}  // namespace basin
