// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/numeric/gram_tiles.h"
#include "core/problems/centred_softmax.h"

namespace basin {

/// The sums over the rows of dense A1 that a softmax Hessian needs, with At = A1 - 1 base^T, by kernels that
/// keep a few columns of the result in registers and copy no matrix. They win over BLAS until the data leave
/// the caches. Columns of the results, and of long data shares of the rows too, are shared out among threads;
/// the results are the same for any number of them. Keeps its scratch memory.
class SoftmaxTiles {
  public:
    explicit SoftmaxTiles(const CentredSoftmax& centred) : centred_(centred) {}

    /// Whether they are the faster way for keys in d dimensions and m outputs.
    static bool suit(Index d, Index m);

    /// KA = A2 diag(f) At (m x d), A1f = At^T f, A1q = At^T q (d); f, q (n), base (d).
    void sum_values(const Vector& base, const Vector& f, const Vector& q);
    /// The same, and the lower triangle of H = At^T diag(weights) At (d x d); weights (n) of any sign.
    void sum_all(const Vector& base, const Vector& f, const Vector& q, const Vector& weights, Matrix& H);

    Matrix& KA() { return shares_.front().KA; }
    const Vector& A1f() const { return shares_.front().A1f; }
    const Vector& A1q() const { return shares_.front().A1q; }

  private:
    /// The sums over consecutive rows. How many shares there are depends on the sizes only.
    struct Share {
        Matrix KA;
        Vector A1f, A1q;
        Matrix H;  // of all but the first, which has that of the caller
    };
    void prepare(Matrix* H);
    void sum(const Vector& base, const Vector& f, const Vector& q, const Vector* weights, Matrix* H);
    void add_up(Matrix* H);

    const CentredSoftmax& centred_;
    std::vector<Share> shares_;
};

}  // namespace basin
