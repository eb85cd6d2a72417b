// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/kink_lagrangian.h"
#include "core/numeric/symmetric_eigen.h"

namespace basin {

/// Units of the weights of a wide network, theta = C e, in which the Hessian of its Lagrangian is about the
/// identity, with no N x N matrix (mathematics.md 2.2): C C^T is the inverse of
///     2 lambda + (2 / T) sum_t (h_t; 1) (h_t; 1)^T (x) I          on (A, c),
///     2 lambda + (sum_t phi_t phi_t^T) (x) S                      on (W, V, b),
/// phi_t the regressors and S the mean cost to go of a change of u_t. What couples a step in time with the
/// next, A with the rest, and the bends of sigma are left out. One thread.
class KroneckerUnits {
  public:
    /// Where the Lagrangian stands, with its present slopes; 4 T Nh^3 operations. Returns whether the factors
    /// are finite; the others must not be called until then.
    bool refresh(const KinkLagrangian& lagrangian);

    /// d = C e and e = C^T g (N).
    void out(const Vector& e, Vector& d) const;
    void in(const Vector& g, Vector& e) const;
    /// Rows of derivatives by the weights, each C^T times it (k x N).
    Matrix rows_in(const Matrix& rows) const;
    /// What rounding leaves open of the eigenvalues of C^T H C, relative to its largest one.
    double rounding() const { return rounding_; }

  private:
    bool refresh_outputs(const KinkLagrangian& lagrangian, const TikhonovWeights& lambdas);
    void turn_outputs(const ConstWeights& from, const auto& by, MutableWeights& to) const;
    bool refresh_units(const KinkLagrangian& lagrangian, const TikhonovWeights& lambdas);

    ElmanShape shape_;
    Matrix outputs_;        // Nh + 1 x Nh + 1, root of the inverse on (A, c), acting on rows
    SymmetricEigen units_;  // of S
    Matrix regressors_;     // K x K, eigenvectors of the regressors' sum of squares over lambda's root
    Matrix root_;           // Nh x K
    double rounding_ = 0;
    mutable Matrix middle_, turned_, ends_, both_;  // scratch
};

}  // namespace basin
