// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/cholesky.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <cblas.h>
#include <lapacke.h>

#include "core/numeric/as_int.h"
#include "core/numeric/cholesky_panel.h"
#include "core/numeric/interruption.h"
#include "core/numeric/panel_products.h"
#include "core/numeric/parallel.h"

namespace basin {

namespace {

constexpr Index small_dimension = 16;
// From here on a factorisation is shared out: of smaller ones a thread would wait for the other's rows longer
// than it takes to multiply them.
constexpr Index shared_dimension = 768;
// Beyond, a factorisation and an inversion go by BLAS, and take so long that a stop request must reach into
// them.
constexpr Index large_dimension = 1024;
// Columns of a block of a factorisation, and the rows below them that a thread takes: by own kernels, whose
// tiles 96 rows fill, and by BLAS.
constexpr Index block_columns = 64, block_rows = 96;
constexpr Index large_block_columns = 192, large_block_rows = 512;
constexpr Index inverse_columns = 96;

}  // namespace

bool Cholesky::factorise(const Matrix& A) {
    is_small_ = A.rows() <= small_dimension;
    if (is_small_) return positive_definite_ = factorise_small(A);
    // Not Eigen's LLT: it estimates the condition number too, which costs as much as a third of this.
    copy_lower(A);
    return positive_definite_ = d_ > large_dimension ? factorise_large() : factorise_panels();
}

/// Columns do not start a power of two apart: they would compete for the same places of a cache.
void Cholesky::copy_lower(const Matrix& A) {
    constexpr Index numbers_of_line = 8;
    d_ = A.rows();
    const Index lines = (d_ + numbers_of_line - 1) / numbers_of_line | 1;
    large_.resize(lines * numbers_of_line, d_);
    for (Index k = 0; k < d_; ++k) large_.col(k).segment(k, d_ - k) = A.col(k).tail(d_ - k);
}

/// From left to right: a block of columns takes what those before it owe it, then its own factor, and the
/// rows below follow.
bool Cholesky::factorise_panels() {
    for (Index k = 0; k < d_; k += block_columns) {
        const Columns block{k, std::min(block_columns, d_ - k)};
        const double flops = static_cast<double>((d_ - k) * block.count * (2 * k + block.count));
        const int threads = d_ < shared_dimension ? 1 : threads_for(flops);
        if (k > 0) {
            if (interruption_point()) return false;
            for_strips(k, threads, [&](Index first, Index count) {
                subtract_products(block, {0, k}, first, count);
            });
        }
        if (threads == 1) {
            if (!factor_columns(block, d_ - k)) return false;
            continue;
        }
        if (!factor_columns(block, block.count)) return false;
        for_strips(k + block.count, threads,
                   [&](Index first, Index count) { solve_columns(block, first, count); });
    }
    return true;
}

/// Calls work(first, count) for strips of the rows from `first` on; what is done to a row depends on it
/// alone.
template <class Work>
void Cholesky::for_strips(Index first, int threads, const Work& work) {
    const Index rows = d_ - first;
    parallel_for((rows + block_rows - 1) / block_rows, threads, {}, [&](Index item) {
        const Index begin = item * block_rows;
        work(first + begin, std::min(block_rows, rows - begin));
    });
}

/// Entries of `columns` in some rows lose their products with those of the columns before.
void Cholesky::subtract_products(Columns columns, Columns before, Index first, Index count) {
    constexpr Index width = panel_columns;
    static const std::vector<double> minus(static_cast<std::size_t>(large_dimension), -1.0);
    const Index lead = large_.rows(), end = columns.first + columns.count;
    for (Index k = columns.first; k < end; k += width) {
        const Index row = std::max(first, k), rows = first + count - row;
        if (rows <= 0) return;
        add_panel_products({&large_(row, before.first), before.count, rows, width, lead}, minus.data(),
                           {&large_(k, before.first), lead, std::min(width, end - k), nullptr},
                           {&large_(row, k), width, lead});
    }
}

/// The factor of some columns, as many of their rows from the diagonal on as it says.
bool Cholesky::factor_columns(Columns columns, Index rows) {
    constexpr Index width = panel_columns;
    const Index end = columns.first + columns.count, lead = large_.rows();
    for (Index k = columns.first; k < end; k += width) {
        const Columns panel{k, std::min(width, end - k)};
        const Index left = columns.first + rows - k;
        if (k > columns.first) subtract_products(panel, {columns.first, k - columns.first}, k, left);
        if (!factor_panel(&large_(k, k), left, panel.count, lead)) return false;
    }
    return true;
}

/// The rows below a block that has its factor.
void Cholesky::solve_columns(Columns columns, Index first, Index count) {
    constexpr Index width = panel_columns;
    for (Index k = columns.first; k < columns.first + columns.count; k += width) {
        if (k > columns.first)
            subtract_products({k, width}, {columns.first, k - columns.first}, first, count);
        solve_panel(&large_(k, k), &large_(first, k), count, large_.rows());
    }
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

/// The same by BLAS.
bool Cholesky::factorise_large() {
    const Interruption* interruption = Interruption::current();
    const int lead = as_int(large_.rows());
    for (Index k = 0; k < d_; k += large_block_columns) {
        const Index size = std::min(large_block_columns, d_ - k), below = d_ - k - size;
        const int columns = as_int(size), before = as_int(k);
        double* diagonal = &large_(k, k);
        const double* left = large_.data() + k;
        cblas_dsyrk(CblasColMajor, CblasLower, CblasNoTrans, columns, before, -1, left, lead, 1, diagonal,
                    lead);
        if (LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, 'L', columns, diagonal, lead) != 0) return false;
        const double flops = static_cast<double>(below) * static_cast<double>(size * (2 * k + size));
        const Index items = (below + large_block_rows - 1) / large_block_rows;
        parallel_for(items, threads_for(flops), {}, [&](Index item) {
            if (is_interrupted(interruption)) return;
            const Index first = k + size + item * large_block_rows;
            const int rows = as_int(std::min(large_block_rows, d_ - first));
            double* block = &large_(first, k);
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
    if (!is_small_) return solve_factored(large_.data(), d_, large_.rows(), x.data());
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
    inverse = factor();
    if (inverse.rows() > large_dimension) return invert_blocks(inverse);
    const auto d = static_cast<lapack_int>(inverse.rows());
    return LAPACKE_dpotri_work(LAPACK_COL_MAJOR, 'L', d, inverse.data(), d) == 0;
}

/// Columns of A^{-1} from the diagonal down need the factor from there on only.
bool Cholesky::invert_blocks(Matrix& inverse) const {
    const Interruption* interruption = Interruption::current();
    const Index d = d_, count = (d + inverse_columns - 1) / inverse_columns;
    parallel_for(count, hardware_threads(), {}, [&](Index item) {
        const Index first = item * inverse_columns, size = std::min(inverse_columns, d - first);
        auto block = inverse.block(first, first, d - first, size);
        block.setIdentity();
        for (const auto side : {CblasNoTrans, CblasTrans}) {
            if (is_interrupted(interruption)) return;
            cblas_dtrsm(CblasColMajor, CblasLeft, CblasLower, side, CblasNonUnit, as_int(d - first),
                        as_int(size), 1, &large_(first, first), as_int(large_.rows()), block.data(),
                        as_int(d));
        }
    });
    return !interruption_point(interruption);
}

Eigen::Ref<const Matrix> Cholesky::factor() const {
    if (is_small_) return small_;
    return large_.topRows(d_);
}

void Cholesky::reduce(Matrix& B) const {
    const Eigen::Ref<const Matrix> entries = factor();
    const auto L = entries.triangularView<Eigen::Lower>();
    L.solveInPlace(B);
    B.transposeInPlace();
    L.solveInPlace(B);
}

double factorisation_rounding(const Matrix& A) {
    return 2 * static_cast<double>(A.rows() + 1) * std::numeric_limits<double>::epsilon() * A.trace();
}

}  // namespace basin
