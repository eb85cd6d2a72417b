// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/sparse_products.h"

#include <algorithm>
#include <vector>

#include "core/numeric/parallel.h"
#include "core/numeric/sparse_kernels.h"

namespace basin {

namespace {

constexpr Index most_shares = 8;
// Flops for which a share with sums of its own pays.
constexpr double share_flops = 2e6;

std::size_t as_size(Index value) {
    return static_cast<std::size_t>(value);
}

RowSlice slice(const SparseRows& A, RowRange rows) {
    static_assert(sizeof(Index) == sizeof(std::int64_t));
    return {A.values.data(), A.places.data(), A.starts.data() + rows.first, as_size(rows.count)};
}

/// x += A'^T y' for some rows.
void add_transposed(const SparseRows& A, RowRange rows, const double* y, double* x) {
    for (Index i = rows.first; i < rows.first + rows.count; ++i) {
        const double factor = y[i];
        for (Index k = A.starts[as_size(i)]; k < A.starts[as_size(i + 1)]; ++k) {
            x[A.places[as_size(k)]] += factor * A.values[as_size(k)];
        }
    }
}

void multiply_rows(const SparseRows& A, RowRange rows, const double* x, double* y) {
    for (Index i = rows.first; i < rows.first + rows.count; ++i) {
        double even = 0, odd = 0;  // two sums, because one would wait for its own addition
        Index k = A.starts[as_size(i)];
        const Index last = A.starts[as_size(i + 1)];
        for (; k + 2 <= last; k += 2) {
            even += A.values[as_size(k)] * x[A.places[as_size(k)]];
            odd += A.values[as_size(k + 1)] * x[A.places[as_size(k + 1)]];
        }
        if (k < last) even += A.values[as_size(k)] * x[A.places[as_size(k)]];
        y[i] = even + odd;
    }
}

}  // namespace

Index share_count(const SparseRows& A, double work, Index sum_size) {
    const auto entries = static_cast<double>(A.nonzeros());
    const double most = std::min(work * entries / share_flops, entries / static_cast<double>(sum_size));
    return static_cast<Index>(std::clamp(most, 1.0, static_cast<double>(most_shares)));
}

void multiply_into(const SparseRows& A, const VectorInput& x, VectorOutput y) {
    const Index count = share_count(A, 2, 1);
    if (count == 1) return multiply_rows(A, {0, A.rows}, x.data(), y.data());
    const auto shares = equal_shares(A, count);
    parallel_for(count, hardware_threads(), {},
                 [&](Index s) { multiply_rows(A, shares[as_size(s)], x.data(), y.data()); });
}

void multiply_transposed_into(const SparseRows& A, const VectorInput& y, VectorOutput x) {
    x.setZero();
    const Index count = share_count(A, 2, A.columns);
    if (count == 1) return add_transposed(A, {0, A.rows}, y.data(), x.data());
    const auto shares = equal_shares(A, count);
    Matrix sums = Matrix::Zero(A.columns, count);
    parallel_for(count, hardware_threads(), {},
                 [&](Index s) { add_transposed(A, shares[as_size(s)], y.data(), sums.col(s).data()); });
    x = sums.rowwise().sum();
}

void add_left_product(const SparseRows& A, RowRange rows, const Matrix& Y, Matrix& sum) {
    sparse_add_outer(slice(A, rows), Y.data(), as_size(Y.rows()), sum.data());
}

void row_norms(const SparseRows& A, RowRange rows, const Eigen::MatrixXf& T, std::span<float> norms) {
    sparse_combination_norms(slice(A, rows), T.data(), as_size(T.rows()), norms.data());
}

void add_weighted_gram(const SparseRows& A, RowRange rows, const Vector& weights, Matrix& sum) {
    for (Index i = rows.first; i < rows.first + rows.count; ++i) {
        if (weights[i] == 0) continue;
        const Index last = A.starts[as_size(i + 1)];
        for (Index k = A.starts[as_size(i)]; k < last; ++k) {
            const double factor = weights[i] * A.values[as_size(k)];
            double* column = sum.data() + A.places[as_size(k)] * sum.rows();
            for (Index l = k; l < last; ++l) {
                column[A.places[as_size(l)]] += factor * A.values[as_size(l)];
            }
        }
    }
}

}  // namespace basin
