// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/numeric/gram_tiles.h"
#include "core/problems/centred_softmax.h"

namespace basin {

/// What is summed over the rows of At = A1 - 1 base^T.
struct RowTerms {
    const Vector& base;  // d
    const Vector& f;     // n
    const Vector& q;     // n
    const Vector& z;     // m, A2 f
};

/// The sums over the rows of dense A1 that a softmax Hessian needs, with At = A1 - 1 base^T, by kernels that
/// keep a few columns of the result in registers and copy no matrix. They win over BLAS until the data leave
/// the caches. Columns of the results, and of long data shares of the rows too, are shared out among threads;
/// the results are the same for any number of them. Keeps its scratch memory.
class SoftmaxTiles {
  public:
    explicit SoftmaxTiles(const CentredSoftmax& centred) : centred_(centred) {}

    /// Whether they are the faster way for keys in d dimensions and m outputs.
    static bool suit(Index d, Index m);

    /// KA = A2 diag(f) At - z (At^T f)^T (m x d), A1f = At^T f, A1q = At^T q (d).
    void sum_values(const RowTerms& terms) { sum(terms, nullptr, nullptr); }
    /// The same, and the lower triangle of H = At^T diag(weights) At (d x d, resized); weights (n) of any
    /// sign.
    void sum_all(const RowTerms& terms, const Vector& weights, Matrix& H) { sum(terms, &weights, &H); }

    const Matrix& KA() const { return shares_.front().KA; }
    const Vector& A1f() const { return shares_.front().A1f; }
    const Vector& A1q() const { return shares_.front().A1q; }

  private:
    /// The sums over consecutive rows. How many shares there are depends on the sizes only.
    struct Share {
        Matrix KA;
        Vector A1f, A1q;
        Matrix H;  // of all but the first, which has that of the caller
    };
    /// Columns of a share's sums, for one thread.
    struct Strip {
        Index share, first, width;
    };

    void sum(const RowTerms& terms, const Vector* weights, Matrix* H);
    void prepare(Matrix* H);
    void sum_values_strip(const Strip& strip, const RowTerms& terms);
    void sum_gram_strip(const Strip& strip, const RowTerms& terms, const Vector& weights, Matrix& H);
    void add_up(Matrix* H);
    /// Calls work(rows, first row) for the rows of a share, some at a time.
    template <class Work>
    void for_chunks(Index share, const RowTerms& terms, const Work& work) const;

    const CentredSoftmax& centred_;
    std::vector<Share> shares_;
};

}  // namespace basin
