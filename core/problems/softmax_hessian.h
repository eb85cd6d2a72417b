// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/problems/softmax_regression.h"

namespace basin {

/// What the Hessian is made of at one point (math.md 1.2).
struct HessianTerms {
    const Vector& f;        // n, softmax
    const Vector& q;        // n, gradient with respect to the logits, without the ridge
    const Vector& ridge;    // n, w.w
    const Vector& z;        // m, A2 f
    const Vector& weights;  // m, s1.s1 + c.s2
};

/// Assembles the Hessian of a softmax regression without an n x n matrix:
///     A1^T diag(q + w.w) A1 + KA^T diag(weights) KA - (A1^T q)(A1^T f)^T - (A1^T f)(A1^T q)^T,
///     KA = A2 diag(f) A1 - z (A1^T f)^T   (m x d).
/// For dense A1. Keeps its scratch memory.
class SoftmaxHessian {
  public:
    explicit SoftmaxHessian(const SoftmaxData& data) : data_(data) {}

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
        Matrix H;                  // d x d, lower triangle
        Matrix KA;                 // m x d
        Vector A1f, A1q;           // d
        std::vector<Index> order;  // the rows, those of positive weight first
        Index positive = 0;
        Matrix rows;           // panel x d, rows of A in that order, times root
        Matrix values;         // m x panel, columns of A2 in that order, times f / root
        Vector root;           // panel, sqrt(|weight|) of those rows
        Vector f, q;           // panel, of those rows, divided by root
        bool started = false;  // H holds something
    };

    void assemble_small(const HessianTerms& terms, Matrix& H);
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
    static void gather_rows(const Matrix& A, const Vector& weights, Range panel, Share& share);
    static void add_gram(Range panel, Share& share);

    const SoftmaxData& data_;
    Matrix KA_;         // m x d
    Vector A1f_, A1q_;  // d
    Vector D_;          // n, q + w.w
    Vector column_n_, column_m_, column_d_;
    std::vector<Share> shares_;
};

}  // namespace basin
