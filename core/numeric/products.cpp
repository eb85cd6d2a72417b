// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/products.h"

#include <algorithm>

#include <cblas.h>

#include "core/numeric/blas_threads.h"
#include "core/numeric/parallel.h"

namespace basin {

namespace {

constexpr Index small_size = 2048;  // entries of A up to which plain loops win
constexpr Index block = 256;        // rows or columns a thread takes at a time

int as_int(Index value) {
    return static_cast<int>(value);
}

/// Calls work(first, count) for blocks of 0, ..., size - 1.
template <class Work>
void for_blocks(const Matrix& A, Index size, const Work& work) {
    const double flops = 2.0 * static_cast<double>(A.size());
    if (flops < parallel_flops) return work(0, size);
    parallel_for((size + block - 1) / block, hardware_threads(), {}, [&](Index item) {
        const Index first = item * block;
        work(first, std::min(block, size - first));
    });
}

}  // namespace

void multiply(const Matrix& A, const Vector& x, Vector& y) {
    y.resize(A.rows());
    if (A.size() <= small_size) {
        y.setZero();
        for (Index j = 0; j < A.cols(); ++j) y += x[j] * A.col(j);
        return;
    }
    use_single_threaded_blas();
    const int lead = as_int(A.rows());
    for_blocks(A, A.rows(), [&](Index first, Index count) {
        cblas_dgemv(CblasColMajor, CblasNoTrans, as_int(count), as_int(A.cols()), 1, A.data() + first, lead,
                    x.data(), 1, 0, y.data() + first, 1);
    });
}

void multiply_transposed(const Matrix& A, const Vector& y, Vector& x) {
    x.resize(A.cols());
    if (A.size() <= small_size) {
        for (Index j = 0; j < A.cols(); ++j) x[j] = A.col(j).dot(y);
        return;
    }
    use_single_threaded_blas();
    const int lead = as_int(A.rows());
    for_blocks(A, A.cols(), [&](Index first, Index count) {
        cblas_dgemv(CblasColMajor, CblasTrans, as_int(A.rows()), as_int(count), 1, A.data() + first * lead,
                    lead, y.data(), 1, 0, x.data() + first, 1);
    });
}

}  // namespace basin
