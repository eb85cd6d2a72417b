// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/cholesky.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <cblas.h>
#include <lapacke.h>

#include "core/numeric/interruption.h"
#include "core/numeric/parallel.h"

namespace basin {

namespace {

constexpr Index small_dimension = 16;
// From here on a factorisation takes so long that a stop request must reach into it.
constexpr Index large_dimension = 1024;
constexpr Index block_columns = 192;
constexpr Index block_rows = 512;  // that a thread takes at a time

int as_int(Index value) {
    return static_cast<int>(value);
}

}  // namespace

bool Cholesky::factorise(const Matrix& A) {
    is_small_ = A.rows() <= small_dimension;
    if (is_small_) return positive_definite_ = factorise_small(A);
    // Not Eigen's LLT: it estimates the condition number too, which costs as much as a third of this.
    large_ = A;
    if (A.rows() > large_dimension) return positive_definite_ = factorise_blocks();
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

/// From left to right: a block of columns takes what those before it owe it, then its own factor.
bool Cholesky::factorise_blocks() {
    const Interruption* interruption = Interruption::current();
    const Index d = large_.rows();
    const int lead = as_int(d);
    for (Index k = 0; k < d; k += block_columns) {
        const Index size = std::min(block_columns, d - k), below = d - k - size;
        const int columns = as_int(size), before = as_int(k);
        double* diagonal = &large_(k, k);
        const double* left = large_.data() + k;
        cblas_dsyrk(CblasColMajor, CblasLower, CblasNoTrans, columns, before, -1, left, lead, 1, diagonal,
                    lead);
        if (LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, 'L', columns, diagonal, lead) != 0) return false;
        parallel_for((below + block_rows - 1) / block_rows, hardware_threads(), {}, [&](Index item) {
            if (is_interrupted(interruption)) return;
            const Index first = k + size + item * block_rows;
            const int rows = as_int(std::min(block_rows, d - first));
            double* block = large_.data() + first + k * d;
            cblas_dgemm(CblasColMajor, CblasNoTrans, CblasTrans, rows, columns, before, -1,
                        large_.data() + first, lead, left, lead, 1, block, lead);
            cblas_dtrsm(CblasColMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit, rows, columns, 1,
                        diagonal, lead, block, lead);
        });
        if (is_interrupted(interruption)) return false;
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
