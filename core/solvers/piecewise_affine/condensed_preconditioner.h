// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/cholesky.h"
#include "core/solvers/piecewise_affine/step_model.h"

namespace basin {

/// The condensed Hessian I + J^T J of a step model (mathematics.md 2.4), factorised: exact for the model it
/// was made from, a preconditioner for later ones.
///
/// J consists of the sensitivities Psi_t = du_t / d(W, V, b), Psi_t = W D_{t-1} Psi_{t-1} + phi_t^T (x) I.
/// With the costs to go S_t (costs_to_go.h),
///     J^T J = sum_t phi_t (x) S_t (W D_{t-1} Psi_{t-1} + 1/2 phi_t^T (x) I) + its transpose
/// on (W, V, b), which takes O(T Nh^2 N) operations where the product of the sensitivities takes O(T Nh N^2).
class CondensedPreconditioner {
  public:
    /// Returns whether the matrix is finite and positive definite; apply() must not be called until then.
    /// False too where an Interruption asks to give up.
    bool refresh(const StepModel& model);
    bool ready() const { return size_ > 0; }
    /// out = M^{-1} in.
    void apply(const Vector& in, Vector& out);
    /// I + J^T J as assembled last (N x N, both triangles).
    const Matrix& matrix() const { return matrix_; }

  private:
    bool assemble(const StepModel& model);
    bool factorise();
    void add_chunk(const StepModel& model, Index first, Index count);

    Index size_ = 0;
    Matrix matrix_;                // N x N
    Matrix costs_;                 // Nh x Nh T, S_t side by side
    Matrix psi_, next_;            // Nh x Nh (Nh + Nx + 1)
    Matrix chunk_, output_chunk_;  // Nh Nw x steps and Ny Nw x steps, each column a matrix
    Matrix sums_, output_sums_;    // Nh Nw x (Nh + Nx + 1), Ny Nw x (Nh + 1)
    Cholesky cholesky_;
    Eigen::MatrixXf inverse_;  // single precision halves what a product has to read
    Eigen::VectorXf in_, out_;
};

}  // namespace basin
