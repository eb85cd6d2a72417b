// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/kink_lagrangian.h"

namespace basin {

/// What the weights' lengths are measured by: |F'_B| for each entry of theta of part B (N), > 0, so that
/// |lengths . dtheta| is about what F changes by (mathematics.md 2.2).
Vector lengths_of(KinkLagrangian& lagrangian);

/// |du/dtheta| of a derivative (N) in the dual norm: how much u changes while F changes by 1.
double dual_norm(const Vector& derivative, const Vector& lengths);

/// What the kinks of a point let through.
struct KinkFlows {
    Vector mu;         // kinks, those that leave the least of the gradient; the shortest where not unique
    Vector residual;   // N, what they leave
    Matrix freedom;    // kinks x (kinks - rank), orthonormal: changes of mu that change no residual
    Matrix span;       // N x rank, orthonormal: what moves kinks, in units of 1 / lengths
    Index rank = 0;    // of J
    double share = 0;  // largest |residual_B| / S_B, parts at rounding left out
    /// Whether every part of the residual is at the rounding of the sums it is the rest of.
    bool at_rounding = false;
};

/// |u| up to which rounding cannot tell u from 0: of the terms of u and of what F is computed to, size being
/// |F| + F_ref (mathematics.md 2.2, step 1).
double rounding_reach(KinkLagrangian& lagrangian, Index unit, const Vector& lengths, double size);

/// The shortest d (n) with rows d = -values, as far as they can all be met; span (n x rank) is that of the
/// rows (kinks x n): straight onto the kinks.
Vector straight_onto(const Matrix& rows, const Matrix& span, const Vector& values);
/// basis^T H basis for symmetric H and a basis of FreeDirections, without the product where it spans all.
Matrix restricted(const Matrix& H, const Matrix& basis);

/// For each weight the length at which its own curvature is about 1, or 1: the units in which eigenvalues of
/// the Hessian are compared. column_norms are |F'_j|.
Vector curvature_lengths(const Matrix& hessian, const Vector& column_norms);

/// The best flows where the Lagrangian stands; find_columns() has been called.
KinkFlows best_flows(KinkLagrangian& lagrangian, const Vector& lengths);

}  // namespace basin
