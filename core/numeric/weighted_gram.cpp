// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/weighted_gram.h"

#include <algorithm>
#include <cmath>

#include <cblas.h>

#include "core/numeric/as_int.h"
#include "core/numeric/gram_tiles.h"
#include "core/numeric/interruption.h"
#include "core/numeric/parallel.h"
#include "core/numeric/sparse_products.h"

namespace basin {

namespace {

// Rows that are scaled at a time: the copy stays in a core's cache until it is multiplied.
constexpr Index panel_rows = 384;
// Entries up to which a strip of the columns finds the rest of A in the caches.
constexpr Index cached = 1 << 20;
// Rows between which a stop request is seen.
constexpr Index chunk_rows = 8192;
// Up to so many columns own kernels are faster than BLAS, and up to this work even with rows of weight 0.
constexpr Index few_columns = 384, small_work = 100'000;

}  // namespace

void WeightedGram::add(const Matrix& A, const Vector& weights, Matrix& H) {
    add_lower(A, weights, H);
    H.triangularView<Eigen::StrictlyUpper>() = H.transpose();
}

void WeightedGram::add_lower(const Matrix& A, const Vector& weights, Matrix& H) {
    const bool small = A.size() * A.cols() <= small_work;
    if (A.cols() <= few_columns && (small || (weights.array() != 0).all())) return add_tiles(A, weights, H);
    for (const double sign : {1.0, -1.0}) add_sign(A, weights, sign, H);
}

void WeightedGram::add_tiles(const Matrix& A, const Vector& weights, Matrix& H) {
    const Index d = A.cols(), width = strip_width(d, A.size() <= cached ? 16 : 4);
    no_shift_.setZero(d);
    const auto columns = static_cast<std::size_t>(d);
    const double flops = static_cast<double>(A.size()) * static_cast<double>(d);
    const Interruption* interruption = Interruption::current();
    parallel_for((d + width - 1) / width, threads_for(flops), {}, [&](Index strip) {
        const Index first = strip * width, last = std::min(first + width, d);
        for (Index row = 0; row < A.rows() && !is_interrupted(interruption); row += chunk_rows) {
            const auto count = static_cast<std::size_t>(std::min(chunk_rows, A.rows() - row));
            gram_columns(
                {A.data() + row, count, columns, static_cast<std::size_t>(A.rows()), no_shift_.data()},
                weights.data() + row, static_cast<std::size_t>(first), static_cast<std::size_t>(last),
                H.data(), columns);
        }
    });
    interruption_point(interruption);
}

void WeightedGram::add_sign(const Matrix& A, const Vector& weights, double sign, Matrix& H) {
    const Index d = A.cols();
    rows_.clear();
    for (Index i = 0; i < A.rows(); ++i) {
        if (sign * weights[i] > 0) rows_.push_back(i);
    }
    const auto count = static_cast<Index>(rows_.size());
    panel_.resize(panel_rows, d);
    roots_.resize(panel_rows);
    const Interruption* interruption = Interruption::current();
    for (Index first = 0; first < count && !interruption_point(interruption); first += panel_rows) {
        const Index size = std::min(panel_rows, count - first);
        const Index* rows = rows_.data() + first;
        for (Index r = 0; r < size; ++r) roots_[r] = std::sqrt(sign * weights[rows[r]]);
        for (Index k = 0; k < d; ++k) {
            const double* from = A.data() + k * A.rows();
            double* to = panel_.data() + k * panel_rows;
            for (Index r = 0; r < size; ++r) to[r] = roots_[r] * from[rows[r]];
        }
        cblas_dsyrk(CblasColMajor, CblasLower, CblasTrans, as_int(d), as_int(size), sign, panel_.data(),
                    as_int(panel_rows), 1, H.data(), as_int(d));
    }
}

void WeightedGram::add(const SparseRows& A, const Vector& weights, Matrix& H) {
    const double per_row = static_cast<double>(A.nonzeros()) / static_cast<double>(A.rows);
    const auto shares = equal_shares(A, share_count(A, per_row, A.columns * A.columns));
    sums_.resize(shares.size());
    parallel_for(static_cast<Index>(shares.size()), hardware_threads(), {}, [&](Index s) {
        const auto share = static_cast<std::size_t>(s);
        sums_[share].setZero(A.columns, A.columns);
        add_weighted_gram(A, shares[share], weights, sums_[share]);
    });
    for (const Matrix& sum : sums_) H.triangularView<Eigen::Lower>() += sum;
    H.triangularView<Eigen::StrictlyUpper>() = H.transpose();
}

}  // namespace basin
