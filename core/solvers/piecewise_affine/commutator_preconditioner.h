// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/products.h"
#include "core/solvers/piecewise_affine/step_model.h"

namespace basin {

/// An approximate inverse of the condensed Hessian of a step model for many weights, of matrices Nh x Nh, K x
/// K and Nh x T, K = Nh + Nx + 1 (mathematics.md 2.4). A change D of (W, V, b) drives the states by D Phi,
/// the regressors Phi (K x T), so that the Hessian is
///     I + Phi^* L^{-T} C L^{-1} Phi^*^T,   L u = (u_t - W D_{t-1} u_{t-1})_t,   C = I + D^2,
/// D_t the slopes. Phi^* hardly mixes what L and C do, so that they commute with it up to its own square
/// [Elman, Howle, Shadid, Shuttleworth, Tuminaro 2006]: with the metric E = I + s Phi Phi^T of the
/// regressors, s the mean of C,
///     M^{-1} = E^{-1} (I + s^2 Phi^* L C^{-1} L^T Phi^*^T) E^{-1}.
/// L and L^T are products, no recursion, all steps at a time. (A, c) are to be eliminated; that outputs
/// respond to the states is left to the iteration.
class CommutatorPreconditioner {
  public:
    /// Takes W, the slopes and the regressors of the model. Returns whether E is finite and positive
    /// definite; the others must not be called until then.
    bool refresh(const StepModel& model);
    bool ready() const { return ready_; }
    /// z = E^{-1} in on (W, V, b), 0 for (A, c); both N.
    void apply_metric(const Vector& in, Vector& z) const;
    /// z = M^{-1} r, where z (N) is E^{-1} r.
    void improve(const StepModel& model, Vector& z);
    /// Half of E^{-1}: out = (sum_j gu_j (x) phi_j) R^{-1}, E = R^T R, so that products of two such vectors
    /// are those in E^{-1}. GU (Nh x w) and modes, of modes() (K x w), have a column for each time step; out
    /// Nh K.
    void half(const MatrixInput& GU, const MatrixInput& modes, Eigen::Ref<Vector> out) const;
    /// R^{-T} Phi (K x T).
    const Matrix& modes() const { return modes_; }

  private:
    bool ready_ = false;
    ElmanShape shape_;
    double scale_ = 1;                   // s
    Matrix factor_;                      // K x K, R^T in the lower triangle
    Matrix inverse_;                     // K x K, E^{-1}
    Matrix modes_;                       // K x T
    Matrix weights_;                     // Nh x T, C^{-1}
    Matrix driven_, passed_, response_;  // scratch, Nh x T
    Matrix change_;                      // scratch, Nh x K
};

}  // namespace basin
