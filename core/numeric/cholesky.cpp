// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/cholesky.h"

#include <cmath>
#include <limits>

#include <lapacke.h>

namespace basin {

namespace {

constexpr Index small_dimension = 16;

}  // namespace

bool Cholesky::factorise(const Matrix& A) {
    is_small_ = A.rows() <= small_dimension;
    if (is_small_) return positive_definite_ = factorise_small(A);
    // Not Eigen's LLT: it estimates the condition number too, which costs as much as a third of this.
    large_ = A;
    const auto d = static_cast<lapack_int>(A.rows());
    return positive_definite_ = LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, 'L', d, large_.data(), d) == 0;
}

bool Cholesky::factorise_small(const Matrix& A) {
    const Index d = A.rows();
    small_.resize(d, d);
    for (Index j = 0; j < d; ++j) {
        double pivot = A(j, j);
        for (Index k = 0; k < j; ++k) pivot -= small_(j, k) * small_(j, k);
        if (!(pivot > 0)) return false;
        pivot = std::sqrt(pivot);
        small_(j, j) = pivot;
        for (Index i = j + 1; i < d; ++i) {
            double entry = A(i, j);
            for (Index k = 0; k < j; ++k) entry -= small_(i, k) * small_(j, k);
            small_(i, j) = entry / pivot;
        }
    }
    return true;
}

void Cholesky::solve(const Vector& b, Vector& x) const {
    if (&x != &b) x = b;
    if (!is_small_) {
        const auto L = large_.triangularView<Eigen::Lower>();
        L.solveInPlace(x);
        L.transpose().solveInPlace(x);
        return;
    }
    const Index d = small_.rows();
    for (Index i = 0; i < d; ++i) {
        for (Index k = 0; k < i; ++k) x[i] -= small_(i, k) * x[k];
        x[i] /= small_(i, i);
    }
    for (Index i = d; i-- > 0;) {
        for (Index k = i + 1; k < d; ++k) x[i] -= small_(k, i) * x[k];
        x[i] /= small_(i, i);
    }
}

void Cholesky::reduce(Matrix& B) const {
    const Matrix& factor = is_small_ ? small_ : large_;
    const auto L = factor.triangularView<Eigen::Lower>();
    L.solveInPlace(B);
    B.transposeInPlace();
    L.solveInPlace(B);
}

double factorisation_rounding(const Matrix& A) {
    return 2 * static_cast<double>(A.rows() + 1) * std::numeric_limits<double>::epsilon() * A.trace();
}

}  // namespace basin
