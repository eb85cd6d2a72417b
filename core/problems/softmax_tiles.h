// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/numeric/panels.h"
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
/// keep some entries of the result in registers and read At from panels of eight columns. They win over BLAS
/// until the panels leave the caches. Panels of the results are shared out among threads; the results are the
/// same for any number of them. Keeps its scratch memory, and At for as long as the base is the same.
class SoftmaxTiles {
  public:
    explicit SoftmaxTiles(const CentredSoftmax& centred) : centred_(centred) {}

    /// Whether they are the faster way for keys in d dimensions and m outputs.
    static bool suit(Index d, Index m);

    /// KA = (A2 - z 1^T) diag(f) At (m x d), A1f = At^T f, A1q = At^T q (d).
    void sum_values(const RowTerms& terms) { sum(terms, nullptr, nullptr); }
    /// The same, and the lower triangle of H = At^T diag(weights) At (d x d, resized); weights (n) of any
    /// sign. What is above it is unspecified.
    void sum_all(const RowTerms& terms, const Vector& weights, Matrix& H) { sum(terms, &weights, &H); }
    /// Whether keys in d dimensions would leave panels mostly empty: none are made of them.
    static bool are_few(Index d);
    /// H += KA^T diag(weights) KA in the lower triangle of columns 8 p, ..., 8 p + 7; weights (m).
    void add_values_gram(Index p, const Vector& weights, Matrix& H);

    void copy_values(Matrix& KA) const;
    const Vector& A1f() const { return A1f_; }
    const Vector& A1q() const { return A1q_; }

  private:
    /// Consecutive rows, and At there.
    struct Chunk {
        Index first, count;
        bool is_first;  // of a share
        const Panels& At;
    };
    /// The sums over a share of the rows. How many there are depends on the sizes only.
    struct Share {
        Panels KA;       // m x d
        Panels vectors;  // 2 x d, A1f and A1q
        Matrix* H = nullptr;
        Matrix own_H;  // of all but the first, which has that of the caller
        Panels At;     // of a chunk, where it is not kept
        Vector fq;     // f and q of a chunk in turn
    };
    /// The same of few columns.
    struct FewShare {
        Matrix H, KA;     // d x d, lower triangle; m x d
        Vector A1f, A1q;  // d
        Matrix At;        // of some rows
        Vector scaled;    // a column of them, or of KA
        Vector added;     // m
    };

    void sum(const RowTerms& terms, const Vector* weights, Matrix* H);
    void prepare(const RowTerms& terms, Matrix* H);
    /// At there, which is made where it is not kept.
    const Panels& packed(Index first, Index count, Share& share);
    static void sum_gram(Index p, const Chunk& chunk, const Vector& weights, Matrix& H);
    void sum_values(Index group, const Chunk& chunk, const RowTerms& terms, Share& share) const;
    void sum_few(const RowTerms& terms, const Vector* weights, Matrix* H);
    void add_few(Index first, Index rows, const RowTerms& terms, const Vector* weights,
                 FewShare& share) const;
    void add_up_few(const Vector& z, Matrix* H);
    void sum_vectors(const Chunk& chunk, const RowTerms& terms, Share& share) const;
    void add_up(Matrix* H);

    const CentredSoftmax& centred_;
    Index chunk_rows_ = 0;
    std::vector<Panels> At_;                    // of all chunks, where it is kept
    bool is_kept_ = false, is_packed_ = false;  // At_ is to hold all chunks, and does
    Vector base_;                               // that At_ was made with
    Vector ones_;                               // as many as rows of a chunk
    Vector A1f_, A1q_;                          // d
    std::vector<Share> shares_;
    std::vector<FewShare> few_shares_;
};

}  // namespace basin
