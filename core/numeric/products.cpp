// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/products.h"

#include <algorithm>
#include <array>

#include <cblas.h>

#include "core/numeric/as_int.h"
#include "core/numeric/parallel.h"
#include "core/numeric/small_products.h"

namespace basin {

namespace {

constexpr Index small_size = 1 << 16;  // entries of A up to which the own kernels win
constexpr Index shared_size =
    1 << 16;  // and from which on the work is in shares, however many threads there are
constexpr Index most_shares = 8;
// Up to so many rows there are too few to share out, and the columns are.
constexpr Index few_rows = 256;
constexpr Index most_rows = 1024, fewest_rows = 128, fewest_columns = 8;  // of a share
constexpr double flops_per_entry = 8;  // that take as long as to fetch an entry and to use it once

int threads_for_product(const MatrixInput& A) {
    return threads_for(flops_per_entry * static_cast<double>(A.size()));
}

std::size_t as_size(Index value) {
    return static_cast<std::size_t>(value);
}

/// Calls work(first, count) for blocks of 0, ..., size - 1, each of no fewer than `fewest`.
template <class Work>
void for_blocks(const MatrixInput& A, Index size, Index fewest, const Work& work) {
    const Index share = (size / most_shares + 7) / 8 * 8;
    const Index block = std::clamp(share, fewest, most_rows);
    parallel_for((size + block - 1) / block, threads_for_product(A), {}, [&](Index item) {
        const Index first = item * block;
        work(first, std::min(block, size - first));
    });
}

/// y = A x on this thread.
void multiply_alone(const MatrixInput& A, const double* x, double* y) {
    const Index rows = A.rows(), columns = A.cols(), lead = A.outerStride();
    if (A.size() <= small_size)
        return small_multiply(A.data(), as_size(rows), as_size(columns), as_size(lead), x, y);
    cblas_dgemv(CblasColMajor, CblasNoTrans, as_int(rows), as_int(columns), 1, A.data(), as_int(lead), x, 1,
                0, y, 1);
}

/// x = A^T y on this thread.
void multiply_transposed_alone(const MatrixInput& A, const double* y, double* x) {
    const Index rows = A.rows(), columns = A.cols(), lead = A.outerStride();
    if (A.size() <= small_size)
        return small_multiply_transposed(A.data(), as_size(rows), as_size(columns), as_size(lead), y, x);
    cblas_dgemv(CblasColMajor, CblasTrans, as_int(rows), as_int(columns), 1, A.data(), as_int(lead), y, 1, 0,
                x, 1);
}

/// y = A x for A with few rows and very many columns, as shares of the columns.
void multiply_wide(const MatrixInput& A, const VectorInput& x, VectorOutput y) {
    std::array<double, few_rows * most_shares> sums;
    parallel_for(most_shares, threads_for_product(A), {}, [&](Index share) {
        const Index first = A.cols() * share / most_shares;
        const Index count = A.cols() * (share + 1) / most_shares - first;
        multiply_alone(A.middleCols(first, count), x.data() + first, sums.data() + share * few_rows);
    });
    for (Index i = 0; i < A.rows(); ++i) {
        y[i] = 0;
        for (Index share = 0; share < most_shares; ++share) y[i] += sums[as_size(share * few_rows + i)];
    }
}

}  // namespace

void multiply_into(const MatrixInput& A, const VectorInput& x, VectorOutput y) {
    if (A.size() < shared_size) return multiply_alone(A, x.data(), y.data());
    if (A.rows() <= few_rows) return multiply_wide(A, x, y);
    for_blocks(A, A.rows(), fewest_rows, [&](Index first, Index count) {
        multiply_alone(A.middleRows(first, count), x.data(), y.data() + first);
    });
}

void multiply_transposed_into(const MatrixInput& A, const VectorInput& y, VectorOutput x) {
    if (A.size() < shared_size) return multiply_transposed_alone(A, y.data(), x.data());
    for_blocks(A, A.cols(), fewest_columns, [&](Index first, Index count) {
        multiply_transposed_alone(A.middleCols(first, count), y.data(), x.data() + first);
    });
}

}  // namespace basin
