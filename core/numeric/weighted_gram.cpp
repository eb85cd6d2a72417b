// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/weighted_gram.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <cblas.h>

#include "core/numeric/as_int.h"
#include "core/numeric/interruption.h"
#include "core/numeric/parallel.h"
#include "core/numeric/small_products.h"
#include "core/numeric/sparse_products.h"

namespace basin {

namespace {

// Rows that are scaled at a time: the copy stays in a core's cache until it is multiplied.
constexpr Index panel_rows = 384;
// Entries of A that are multiplied at a time, and rows at least: they stay in a core's second cache.
constexpr Index chunk_entries = 1 << 17, least_rows = 256;
// Rows from which their sums are split, and into how many shares at most.
constexpr Index share_rows = 8192, most_shares = 8;
// Up to so many columns own kernels are faster than BLAS, and up to this work even with rows of weight 0.
constexpr Index few_columns = 384, small_work = 100'000;
// Up to so many a panel of eight would be mostly empty.
constexpr Index fewest_columns = 7;

}  // namespace

void add_gram_of_few(const ShiftedMatrix& A, const double* weights, double* scaled, Matrix& H) {
    const auto rows = static_cast<std::size_t>(A.rows), lead = static_cast<std::size_t>(A.lead);
    std::array<double, Panels::width> sums{};
    for (Index k = 0; k < A.columns; ++k) {
        const double* column = A.data + k * A.lead;
        for (Index i = 0; i < A.rows; ++i) scaled[i] = weights[i] * column[i];
        small_multiply_transposed(column, rows, static_cast<std::size_t>(A.columns - k), lead, scaled,
                                  sums.data());
        for (Index j = k; j < A.columns; ++j) H(j, k) += sums[static_cast<std::size_t>(j - k)];
    }
}

void WeightedGram::add(const Matrix& A, const Vector& weights, Matrix& H) {
    add_lower(A, weights, H);
    H.triangularView<Eigen::StrictlyUpper>() = H.transpose();
}

void WeightedGram::add_lower(const Matrix& A, const Vector& weights, Matrix& H) {
    if (A.cols() <= fewest_columns) return add_few(A, weights, H);
    const bool small = A.size() * A.cols() <= small_work;
    if (A.cols() <= few_columns && (small || (weights.array() != 0).all())) return add_tiles(A, weights, H);
    for (const double sign : {1.0, -1.0}) add_sign(A, weights, sign, H);
}

void WeightedGram::add_few(const Matrix& A, const Vector& weights, Matrix& H) {
    const Index n = A.rows(), d = A.cols(), count = std::clamp<Index>(n / share_rows, 1, most_shares);
    const Interruption* interruption = Interruption::current();
    sums_.resize(static_cast<std::size_t>(count - 1));
    for (Matrix& sum : sums_) sum.setZero(d, d);
    roots_.resize(count * least_rows);
    const double flops = static_cast<double>(A.size()) * static_cast<double>(d);
    parallel_for(count, threads_for(flops), {}, [&](Index s) {
        Matrix& sum = s == 0 ? H : sums_[static_cast<std::size_t>(s - 1)];
        const Index end = n * (s + 1) / count;
        for (Index row = n * s / count; row < end && !is_interrupted(interruption); row += least_rows)
            add_gram_of_few({A.data() + row, std::min(least_rows, end - row), d, n, nullptr},
                            weights.data() + row, roots_.data() + s * least_rows, sum);
    });
    for (const Matrix& sum : sums_) H.triangularView<Eigen::Lower>() += sum;
    interruption_point(interruption);
}

void WeightedGram::add_tiles(const Matrix& A, const Vector& weights, Matrix& H) {
    const Index n = A.rows(), d = A.cols(), count = std::clamp<Index>(n / share_rows, 1, most_shares);
    const Index chunk_rows = std::max(least_rows, chunk_entries / (d + Panels::width));
    const double flops = static_cast<double>(A.size()) * static_cast<double>(d);
    const Interruption* interruption = Interruption::current();
    panels_.resize(static_cast<std::size_t>(count));
    sums_.resize(static_cast<std::size_t>(count - 1));
    for (Matrix& sum : sums_) sum.setZero(d, d);
    parallel_for(count, threads_for(flops), {}, [&](Index s) {
        Panels& panels = panels_[static_cast<std::size_t>(s)];
        Matrix& sum = s == 0 ? H : sums_[static_cast<std::size_t>(s - 1)];
        const Index begin = n * s / count, end = n * (s + 1) / count;
        for (Index row = begin; row < end && !is_interrupted(interruption); row += chunk_rows) {
            panels.resize(std::min(chunk_rows, end - row), d);
            const ShiftedMatrix rows{A.data() + row, panels.rows(), d, n, nullptr};
            count > 1 ? pack_rows(rows, 0, rows.rows, panels) : pack(rows, panels);
            parallel_for(panels.count(), count > 1 ? 1 : threads_for(flops), {}, [&](Index p) {
                const Index k = p * Panels::width;
                add_panel_products(columns_from(panels, p), weights.data() + row, columns_of(panels, p),
                                   {&sum(k, k), Panels::width, d});
            });
        }
    });
    for (const Matrix& sum : sums_) H.triangularView<Eigen::Lower>() += sum;
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
