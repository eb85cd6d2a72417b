// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/problems/curvature.h"
#include "core/problems/softmax_hessian.h"

namespace basin {

/// The factors of low rank of a softmax Hessian: KA = A2 diag(f) A1 - z (A1^T f)^T (m x d), A1^T f, A1^T q
/// (d). For dense A1, KA is summed with the keys taken from that of the largest weight, as in SoftmaxHessian.
/// Keeps its scratch memory.
class SoftmaxLowRank {
  public:
    explicit SoftmaxLowRank(const CentredSoftmax& centred) : centred_(centred), tiles_(centred) {}

    void compute(const HessianTerms& terms);
    const Matrix& KA() const { return KA_; }
    const Vector& A1f() const { return A1f_; }
    const Vector& A1q() const { return A1q_; }

  private:
    void compute_dense(const HessianTerms& terms);
    void compute_sparse(const HessianTerms& terms);

    const CentredSoftmax& centred_;
    SoftmaxTiles tiles_;
    Matrix KA_;           // m x d
    Vector A1f_, A1q_;    // d
    Matrix times_f_;      // rows x d, some rows of A1 - 1 a^T times f
    Vector base_, At_f_;  // d, a and (A1 - 1 a^T)^T f
    /// For sparse A1, the sums over a share of the rows: all factors are right-hand sides of one pass.
    struct Share {
        Matrix panel;  // (m + 2) x rows, filled up: columns of A2 times f, f and q
        Matrix sum;    // (m + 2) x d, that times A1
    };
    std::vector<Share> shares_;
};

}  // namespace basin
