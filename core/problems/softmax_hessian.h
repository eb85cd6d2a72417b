// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/problems/softmax_tiles.h"

namespace basin {

/// What the Hessian is made of at one point (mathematics.md 1.2).
struct HessianTerms {
    const Vector& f;        // n, softmax
    const Vector& q;        // n, gradient with respect to the logits, without the ridge
    const Vector& z;        // m, A2 f, of the values less their offset
    const Vector& weights;  // m, s1.s1 + c.s2
    Index heaviest;         // where f is largest
};

/// Assembles the Hessian of a softmax regression without an n x n matrix, for dense A1. The keys are taken
/// from that of the largest weight, a = A1_j: because K 1 = 0 and 1^T q = 0, with At = A1 - 1 a^T
///     Hess L = At^T diag(q) At + KA^T diag(weights) KA - (At^T q)(At^T f)^T - (At^T f)(At^T q)^T
///              + A1^T diag(w.w) A1,     KA = A2 diag(f) At - z (At^T f)^T   (m x d),
/// where no common part of the keys is left to cancel, and what vanishes with 1 - f_j keeps its relative
/// accuracy. The ridge's term comes from the same sums: At^T diag(w.w) At + t a^T + a t^T - |w|^2 a a^T, t =
/// A1^T (w.w). Keeps its scratch memory.
class SoftmaxHessian {
  public:
    explicit SoftmaxHessian(const CentredSoftmax& centred) : centred_(centred), tiles_(centred) {}

    /// H (d x d) is resized; both triangles are set.
    void assemble(const HessianTerms& terms, Matrix& H);

  private:
    /// Consecutive rows.
    struct Range {
        Index first;
        Index count;
    };
    /// The sums over a share of the rows. The shares depend on the sizes only, never on the threads.
    struct Share {
        Matrix H;                             // d x d, lower triangle
        Matrix KA;                            // m x d
        Vector A1f, A1q;                      // d
        std::vector<Index> order;             // the rows: those of positive weight, of negative, and of none
        Index positive = 0, signed_rows = 0;  // where the first two of these end
        Matrix rows;                          // panel x d, rows of A in that order, times root
        Matrix values;                        // m x panel, columns of A2 in that order, times f / root
        Vector root;                          // panel, sqrt(|weight|) of those rows
        Vector f, q;                          // panel, of those rows, divided by root
        bool has_H = false, has_KA = false;   // they hold something
    };

    void assemble_tiles(const HessianTerms& terms, Matrix& H);
    void finish_few(const HessianTerms& terms, Matrix& H);
    void assemble_large(const HessianTerms& terms, Matrix& H);
    void prepare_shares();
    /// Calls work(panel, share) for panels of one sign of the weights (size entries) that together make up
    /// 0, ..., size - 1; a panel is a range of share.order. On all cores.
    template <class Work>
    void for_panels(const Vector& weights, const Work& work);
    void combine_values(const HessianTerms& terms);
    void combine(Matrix& H) const;

    void add_keys(const HessianTerms& terms, Range panel, Share& share) const;
    static void sort_by_sign(const Vector& weights, Range rows, Share& share);
    static void gather_rows(const Matrix& A, const Vector& from, const Vector& weights, Range panel,
                            Share& share);
    static void add_gram(Range panel, Share& share);

    void take_base(Index heaviest);
    void take_vectors(const Vector& A1f, const Vector& A1q);
    /// Columns of a panel of what is not a Gram matrix, in the lower triangle.
    void add_outer_products(Index p, Matrix& H) const;

    const CentredSoftmax& centred_;
    Index base_row_ = -1;              // that a is taken from
    Vector base_;                      // d, the key a
    Vector ridge_rest_;                // d, t - |w|^2 a
    Panels outer_left_, outer_right_;  // 4 x d: a, t, At^T f, At^T q, and what they are multiplied with
    Vector nothing_;                   // d, zeros
    Matrix KA_;                        // m x d
    Vector D_;                         // n, q + w.w
    SoftmaxTiles tiles_;
    std::vector<Share> shares_;
};

}  // namespace basin
