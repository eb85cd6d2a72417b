// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/softmax_plane_sampler.h"

#include <algorithm>
#include <cmath>

#include <cblas.h>

#include "core/numeric/as_int.h"
#include "core/numeric/elementwise.h"
#include "core/numeric/products.h"

namespace basin {

namespace {

// Below this the separate exponentials may have lost the terms that matter to underflow.
constexpr double smallest_normaliser = 1e-280;
// Points of values() that are taken through one matrix product.
constexpr std::size_t batch = 64;
// Exponentials that a sampler, of which every thread has one, holds along an axis: 64 MB, unless the rows are
// so many that fewer columns than this would be left.
constexpr Index most_exponentials = 8'000'000;
constexpr Index fewest_columns = 16;
// Columns that a product of grid_values() aims at, by taking several rows of the grid together: each product
// copies the exponentials along a once.
constexpr Index product_columns = 512;
// Rows of the weights that are scaled at a time, so that they are still in the cache when they are used.
constexpr Index panel = 256;

Index as_index(std::size_t value) {
    return static_cast<Index>(value);
}

/// Column i of out is exp(logits(i)), scaled so that its largest entry is 1.
template <class Logits>
void exponentials_of(std::size_t points, const Logits& logits, Matrix& out) {
    out.resize(out.rows(), static_cast<Index>(points));
    for (std::size_t i = 0; i < points; ++i) {
        auto column = out.col(static_cast<Index>(i));
        column = logits(i);
        const std::span span(column.data(), static_cast<std::size_t>(column.size()));
        exp_shifted_sum(span, column.maxCoeff(), span);
    }
}

}  // namespace

SoftmaxPlaneSampler::SoftmaxPlaneSampler(const SoftmaxData& data, const Plane& plane)
    : data_(data), axis_(u0_, u1_) {
    data.A1.times(plane.origin, u0_);
    data.A1.times(plane.p1, u1_);
    data.A1.times(plane.p2, u2_);
    const auto ridge = [&data](const Vector& u, const Vector& v) {
        return (data.w.array().square() * u.array() * v.array()).sum();
    };
    ridge00_ = ridge(u0_, u0_);
    ridge01_ = ridge(u0_, u1_);
    ridge02_ = ridge(u0_, u2_);
    ridge11_ = ridge(u1_, u1_);
    ridge12_ = ridge(u1_, u2_);
    ridge22_ = ridge(u2_, u2_);
    const Index m = data.A2.rows();
    const Index n = data.A2.cols();
    weights_.resize(n, m + 1);
    weights_.leftCols(m) = data.A2.transpose();
    weights_.col(m).setOnes();
    row_exponentials_.resize(n, 0);
    exponentials_.resize(n, 0);
}

double SoftmaxPlaneSampler::ridge_term(double a, double b) const {
    return 0.5 * (ridge00_ + 2 * (a * ridge01_ + b * ridge02_) + a * a * ridge11_ + 2 * a * b * ridge12_ +
                  b * b * ridge22_);
}

void SoftmaxPlaneSampler::values(std::span<const double> a, std::span<const double> b,
                                 std::span<double> out) {
    const std::size_t at_once = std::min(batch, most_columns());
    for (std::size_t first = 0; first < out.size(); first += at_once) {
        const std::size_t count = std::min(at_once, out.size() - first);
        exponentials_of(
            count, [&](std::size_t i) { return u0_ + a[first + i] * u1_ + b[first + i] * u2_; },
            exponentials_);
        Z_.resize(exponentials_.cols(), weights_.cols());
        add_product(exponentials_, 0, weights_, weights_.rows(), 0, Z_);
        const auto part = out.subspan(first, count);
        residual_terms(0, part);
        for (std::size_t i = 0; i < count; ++i) part[i] += ridge_term(a[first + i], b[first + i]);
    }
}

std::size_t SoftmaxPlaneSampler::most_columns() const {
    return static_cast<std::size_t>(std::max(fewest_columns, most_exponentials / weights_.rows()));
}

void SoftmaxPlaneSampler::grid_values(std::span<const double> a, std::span<const double> b,
                                      std::span<double> out) {
    const std::size_t at_once = most_columns();
    if (a.size() <= at_once) return part_of_grid(a, b, out);
    for (std::size_t first = 0; first < a.size(); first += at_once) {
        const auto some = a.subspan(first, std::min(at_once, a.size() - first));
        part_.resize(some.size() * b.size());
        part_of_grid(some, b, part_);
        for (std::size_t j = 0; j < b.size(); ++j) {
            std::ranges::copy(std::span(part_).subspan(j * some.size(), some.size()),
                              out.subspan(first + j * a.size()).begin());
        }
    }
}

void SoftmaxPlaneSampler::part_of_grid(std::span<const double> a, std::span<const double> b,
                                       std::span<double> out) {
    axis_.prepare(a);
    const auto rows_at_once = static_cast<std::size_t>(std::max<Index>(1, product_columns / weights_.cols()));
    for (std::size_t first = 0; first < b.size(); first += rows_at_once) {
        const auto rows = b.subspan(first, std::min(rows_at_once, b.size() - first));
        multiply_rows(rows);
        lost_.clear();
        for (std::size_t r = 0; r < rows.size(); ++r) {
            finish_row(as_index(r), a, rows[r], (first + r) * a.size(), out);
        }
        repair(a, b, out);
    }
}

void SoftmaxPlaneSampler::multiply_rows(std::span<const double> b) {
    const Index n = weights_.rows();
    const Index width = weights_.cols();
    exponentials_of(
        b.size(), [&](std::size_t i) { return b[i] * u2_; }, row_exponentials_);
    scaled_.resize(panel, width * as_index(b.size()));
    Matrix& Z = axis_.direct() ? Z_ : column_Z_;
    Z.resize(axis_.columns().cols(), scaled_.cols());
    for (Index first = 0; first < n; first += panel) {
        const Index count = std::min(panel, n - first);
        for (Index k = 0; k < scaled_.cols(); ++k) {
            const auto size = static_cast<std::size_t>(count);
            multiply_each({&row_exponentials_(first, k / width), size}, {&weights_(first, k % width), size},
                          {&scaled_(0, k), size});
        }
        add_product(axis_.columns(), first, scaled_, count, first == 0 ? 0 : 1, Z);
    }
    if (!axis_.direct()) axis_.expand(column_Z_, Z_);
}

void SoftmaxPlaneSampler::add_product(const Matrix& exponentials, Index first, const Matrix& weights,
                                      Index count, double beta, Matrix& Z) {
    cblas_dgemm(CblasColMajor, CblasTrans, CblasNoTrans, as_int(Z.rows()), as_int(Z.cols()), as_int(count), 1,
                exponentials.data() + first, as_int(exponentials.rows()), weights.data(),
                as_int(weights.rows()), beta, Z.data(), as_int(Z.rows()));
}

void SoftmaxPlaneSampler::residual_terms(Index row, std::span<double> out) {
    const Index m = weights_.cols() - 1;
    z_.resize(out.size());
    h_.resize(out.size());
    std::ranges::fill(out, 0);
    const double* first = Z_.data() + row * (m + 1) * Z_.rows();
    const double* normaliser = first + m * Z_.rows();
    for (Index k = 0; k < m; ++k) {
        const double* column = first + k * Z_.rows();
        for (std::size_t i = 0; i < out.size(); ++i) z_[i] = column[i] / normaliser[i];
        activate(data_.activation, z_, h_, {}, {});
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] += 0.5 * (h_[i] - data_.b[k]) * (h_[i] - data_.b[k]);
    }
}

void SoftmaxPlaneSampler::finish_row(Index row, std::span<const double> a, double b, std::size_t offset,
                                     std::span<double> out) {
    const auto part = out.subspan(offset, a.size());
    residual_terms(row, part);
    const auto normalisers = Z_.col((row + 1) * weights_.cols() - 1);
    for (std::size_t i = 0; i < a.size(); ++i) {
        part[i] += ridge_term(a[i], b);
        if (!(normalisers[as_index(i)] >= smallest_normaliser)) lost_.push_back(offset + i);
    }
}

void SoftmaxPlaneSampler::repair(std::span<const double> a, std::span<const double> b,
                                 std::span<double> out) {
    std::vector<double> lost_a, lost_b, values_there(lost_.size());
    for (const std::size_t point : lost_) {
        lost_a.push_back(a[point % a.size()]);
        lost_b.push_back(b[point / a.size()]);
    }
    values(lost_a, lost_b, values_there);
    for (std::size_t k = 0; k < lost_.size(); ++k) out[lost_[k]] = values_there[k];
}

}  // namespace basin
