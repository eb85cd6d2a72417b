// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/products.h"
#include "core/numeric/symmetric_eigen.h"
#include "core/solvers/piecewise_affine/step_model.h"

namespace basin {

/// A preconditioner M for the condensed Hessian of a step model, of Nh x Nh and (Nh + Nx + 1) x (Nh + Nx + 1)
/// matrices (mathematics.md 2.4). On (W, V, b), what is left of sum_t phi_t phi_t^T (x) S_t with one mean
/// cost to go,
///     M = I + (sum_t phi_t phi_t^T) (x) S,   S = sum_t |phi_t|^2 S_t / sum_t |phi_t|^2,
/// inverted in the eigenvectors of both factors. (A, c) are to be eliminated. What couples a step in time
/// with the next is left to the iteration.
class KroneckerPreconditioner {
  public:
    /// Returns whether the factors are finite and positive definite; the others must not be called until
    /// then. False too where an Interruption asks to give up.
    bool refresh(const StepModel& model);
    bool ready() const { return ready_; }
    /// out = M^{-1} in (N), 0 for (A, c).
    void apply(const Vector& in, Vector& out);
    /// out = M^{-1/2} (sum_j gu_j (x) phi_j), the eigenvectors left off on its left: products of two such
    /// vectors are those in M^{-1}. GU (Nh x w) and regressors in_modes() (Nh + Nx + 1 x w) have a column for
    /// each time step; out Nh (Nh + Nx + 1).
    void half(const MatrixInput& GU, const MatrixInput& modes, Eigen::Ref<Vector> out);
    /// The regressors in the eigenvectors of their sum of squares.
    void in_modes(const Matrix& regressors, Matrix& out) const;

  private:
    bool ready_ = false;
    ElmanShape shape_;
    SymmetricEigen units_, regressors_;  // of S and of sum_t phi_t phi_t^T
    Matrix inverse_, root_;              // Nh x (Nh + Nx + 1), eigenvalues of M^{-1} and M^{-1/2}
    Matrix turned_, middle_;             // scratch, Nh x (Nh + Nx + 1) and narrower
};

}  // namespace basin
