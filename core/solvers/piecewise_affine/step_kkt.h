// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/numeric/cholesky.h"
#include "core/solvers/piecewise_affine/step_model.h"

namespace basin {

/// The linear systems of a step model whose rows may give way:
///     diag(weights) ds + R^T dy = b,      R ds - diag(slack) dy = c,
/// R the linearised rows, weights rho but for u. v, u and the multipliers go first, in closed form; what is
/// left is block-tridiagonal in h_1, ..., h_T with a border for the weights theta (mathematics.md 2.4). Takes
/// O(T Nh N^2) operations.
class StepKkt {
  public:
    /// Throws InputError unless what factorise() keeps fits into memory: for each time step two matrices of
    /// hidden x weights, because every state answers to every weight.
    static void require_fits_memory(const LiftedLayout& layout);

    /// rho > 0, weights_u (Nh x T) > 0, slack (layout.rows()) > 0. Returns whether all blocks are positive
    /// definite, and no Interruption asked to give up.
    bool factorise(const StepModel& model, double rho, const Matrix& weights_u, const Vector& slack);
    /// ds, b in the order of z; dy, c in that of the rows. The model is the one that was factorised.
    void solve(StepModel& model, const Vector& b, const Vector& c, Vector& ds, Vector& dy);

  private:
    void eliminate_states(const StepModel& model, const Matrix& weights_u, const Vector& slack);
    Matrix border_of(const StepModel& model, Index t) const;
    Matrix diagonal_of(const StepModel& model, Index t) const;
    void add_theta_part(const StepModel& model, Index t, Matrix& border_block) const;

    double rho_ = 1;
    Matrix weights_u_;                 // Nh x T
    Matrix row_hh_, row_hu_, row_uu_;  // Nh x T, how (y_h, y_u) answer to their rows
    Matrix row_vv_;                    // Ny x T, likewise y_v
    std::vector<Cholesky> blocks_;     // of h_t after h_1, ..., h_{t-1}
    std::vector<Matrix> couplings_;    // Nh x Nh, S_{t-1}^{-1} O_t^T
    std::vector<Matrix> borders_;      // Nh x N, of h_t after elimination
    std::vector<Matrix> solved_;       // Nh x N, S_t^{-1} border
    Cholesky theta_;
    Vector y0_, reduced_, linear_, block_, theta_part_;
};

}  // namespace basin
