// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/cholesky.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <cblas.h>
#include <lapacke.h>

#include "core/numeric/cholesky_panel.h"
#include "core/numeric/interruption.h"
#include "core/numeric/panel_products.h"
#include "core/numeric/parallel.h"

namespace basin {

namespace {

constexpr Index small_dimension = 16;
// From here on a factorisation is shared out, and from the other on an inversion too: it takes so long that a
// stop request must reach into it.
constexpr Index shared_dimension = 320, large_dimension = 1024;
constexpr Index inverse_columns = 96;

/// The blocks of a factorisation: its columns at a time, and the rows below them that a thread takes.
struct FactorBlocks {
    Index columns, rows;
};

constexpr FactorBlocks factor_blocks(Index d) {
    return d > large_dimension ? FactorBlocks{192, 512} : FactorBlocks{48, 64};
}

int as_int(Index value) {
    return static_cast<int>(value);
}

}  // namespace

bool Cholesky::factorise(const Matrix& A) {
    is_small_ = A.rows() <= small_dimension;
    if (is_small_) return positive_definite_ = factorise_small(A);
    // Not Eigen's LLT: it estimates the condition number too, which costs as much as a third of this.
    large_ = A;
    return positive_definite_ = A.rows() >= shared_dimension ? factorise_blocks() : factorise_panels();
}

/// From left to right, eight columns at a time.
bool Cholesky::factorise_panels() {
    constexpr Index width = factor_columns;
    static const std::vector<double> minus(static_cast<std::size_t>(shared_dimension), -1.0);
    const Index d = large_.rows();
    for (Index k = 0; k < d; k += width) {
        const Index columns = std::min(width, d - k);
        const double* left = large_.data() + k;
        if (k > 0) {
            add_panel_products({left, k, d - k, width, d}, minus.data(), {left, d, columns, nullptr},
                               {&large_(k, k), width, d});
        }
        if (!factor_panel(&large_(k, k), d - k, columns, d)) return false;
    }
    return true;
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
    const FactorBlocks blocks = factor_blocks(d);
    const int lead = as_int(d);
    for (Index k = 0; k < d; k += blocks.columns) {
        const Index size = std::min(blocks.columns, d - k), below = d - k - size;
        const int columns = as_int(size), before = as_int(k);
        double* diagonal = &large_(k, k);
        const double* left = large_.data() + k;
        cblas_dsyrk(CblasColMajor, CblasLower, CblasNoTrans, columns, before, -1, left, lead, 1, diagonal,
                    lead);
        if (LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, 'L', columns, diagonal, lead) != 0) return false;
        const double flops = static_cast<double>(below) * static_cast<double>(size * (2 * k + size));
        const Index items = (below + blocks.rows - 1) / blocks.rows;
        parallel_for(items, threads_for(flops), {}, [&](Index item) {
            if (is_interrupted(interruption)) return;
            const Index first = k + size + item * blocks.rows;
            const int rows = as_int(std::min(blocks.rows, d - first));
            double* block = large_.data() + first + k * d;
            cblas_dgemm(CblasColMajor, CblasNoTrans, CblasTrans, rows, columns, before, -1,
                        large_.data() + first, lead, left, lead, 1, block, lead);
            cblas_dtrsm(CblasColMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit, rows, columns, 1,
                        diagonal, lead, block, lead);
        });
        if (interruption_point(interruption)) return false;
    }
    return true;
}

void Cholesky::solve(const Vector& b, Vector& x) const {
    if (&x != &b) x = b;
    if (!is_small_) return solve_factored(large_.data(), large_.rows(), x.data());
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

bool Cholesky::invert(Matrix& inverse) const {
    inverse = is_small_ ? small_ : large_;
    if (inverse.rows() > large_dimension) return invert_blocks(inverse);
    const auto d = static_cast<lapack_int>(inverse.rows());
    return LAPACKE_dpotri_work(LAPACK_COL_MAJOR, 'L', d, inverse.data(), d) == 0;
}

/// Columns of A^{-1} from the diagonal down need the factor from there on only.
bool Cholesky::invert_blocks(Matrix& inverse) const {
    const Interruption* interruption = Interruption::current();
    const Index d = large_.rows(), count = (d + inverse_columns - 1) / inverse_columns;
    parallel_for(count, hardware_threads(), {}, [&](Index item) {
        const Index first = item * inverse_columns, size = std::min(inverse_columns, d - first);
        auto block = inverse.block(first, first, d - first, size);
        block.setIdentity();
        for (const auto side : {CblasNoTrans, CblasTrans}) {
            if (is_interrupted(interruption)) return;
            cblas_dtrsm(CblasColMajor, CblasLeft, CblasLower, side, CblasNonUnit, as_int(d - first),
                        as_int(size), 1, &large_(first, first), as_int(d), block.data(), as_int(d));
        }
    });
    return !interruption_point(interruption);
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
