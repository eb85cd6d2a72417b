// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/types.h"

namespace basin {

/// A = L L^T for symmetric positive definite A (d x d). Nothing is allocated after the first factorise() of a
/// size; small systems are done in plain loops, because a LAPACK call costs more than their arithmetic.
class Cholesky {
  public:
    /// Reads the lower triangle of A. Returns whether A is positive definite (to rounding); if not, the other
    /// functions must not be called.
    /// Gives up, as if A were not, where an Interruption asks for it.
    bool factorise(const Matrix& A);
    bool positive_definite() const { return positive_definite_; }
    /// x = A^{-1} b; b and x (d) may be the same vector.
    void solve(const Vector& b, Vector& x) const;
    /// The lower triangle of A^{-1} (d x d); what is above it is unspecified. Returns false where it is not
    /// finite or an Interruption asks to give up.
    bool invert(Matrix& inverse) const;
    /// B <- L^{-1} B L^{-T} for symmetric B (d x d, both triangles in and out).
    void reduce(Matrix& B) const;

  private:
    struct Columns {
        Index first, count;
    };

    bool factorise_small(const Matrix& A);
    bool factorise_panels();
    bool factorise_large();
    void copy_lower(const Matrix& A);
    template <class Work>
    void for_strips(Index first, int threads, const Work& work);
    void subtract_products(Columns columns, Columns before, Index first, Index count);
    bool factor_columns(Columns columns, Index rows);
    void solve_columns(Columns columns, Index first, Index count);
    bool invert_blocks(Matrix& inverse) const;
    Eigen::Ref<const Matrix> factor() const;

    Matrix small_;  // L in the lower triangle
    Matrix large_;  // likewise, of a large system: the first d_ rows
    Index d_ = 0;
    bool is_small_ = true;
    bool positive_definite_ = false;
};

/// How far below 0 an eigenvalue of A may lie although factorise(A) succeeded: g(d + 1) tr(A) in whatever
/// order the sums are taken ([Higham 2002], theorem 10.3; [Rump 2006]).
double factorisation_rounding(const Matrix& A);

}  // namespace basin
