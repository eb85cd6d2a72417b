// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/softmax_plane_sampler.h"

#include <algorithm>
#include <cmath>

#include <cblas.h>

#include "core/numeric/blas_threads.h"
#include "core/numeric/elementwise.h"
#include "core/numeric/products.h"

namespace basin {

namespace {

// Below this the separate exponentials may have lost the terms that matter to underflow.
constexpr double smallest_normaliser = 1e-280;
// Points of values() that are taken through one matrix product.
constexpr std::size_t batch = 64;

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

SoftmaxPlaneSampler::SoftmaxPlaneSampler(const SoftmaxData& data, const Plane& plane) : data_(data) {
    use_single_threaded_blas();
    multiply(data.A1, plane.origin, u0_);
    multiply(data.A1, plane.p1, u1_);
    multiply(data.A1, plane.p2, u2_);
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
    row_weights_.resize(n, m + 1);
    axis_exponentials_.resize(n, 0);
    exponentials_.resize(n, 0);
}

double SoftmaxPlaneSampler::ridge_term(double a, double b) const {
    return 0.5 * (ridge00_ + 2 * (a * ridge01_ + b * ridge02_) + a * a * ridge11_ + 2 * a * b * ridge12_ +
                  b * b * ridge22_);
}

void SoftmaxPlaneSampler::values(std::span<const double> a, std::span<const double> b,
                                 std::span<double> out) {
    for (std::size_t first = 0; first < out.size(); first += batch) {
        const std::size_t count = std::min(batch, out.size() - first);
        exponentials_of(
            count, [&](std::size_t i) { return u0_ + a[first + i] * u1_ + b[first + i] * u2_; },
            exponentials_);
        const auto part = out.subspan(first, count);
        residual_terms(exponentials_, weights_, part);
        for (std::size_t i = 0; i < count; ++i) part[i] += ridge_term(a[first + i], b[first + i]);
    }
}

void SoftmaxPlaneSampler::grid_values(std::span<const double> a, std::span<const double> b,
                                      std::span<double> out) {
    prepare_axis(a);
    for (std::size_t j = 0; j < b.size(); ++j) {
        prepare_row(b[j]);
        const auto row = out.subspan(j * a.size(), a.size());
        residual_terms(axis_exponentials_, row_weights_, row);
        for (std::size_t i = 0; i < a.size(); ++i) row[i] += ridge_term(a[i], b[j]);
        repair_row(a, b[j], row);
    }
}

void SoftmaxPlaneSampler::prepare_axis(std::span<const double> a) {
    if (std::ranges::equal(a, axis_)) return;
    exponentials_of(
        a.size(), [&](std::size_t i) { return u0_ + a[i] * u1_; }, axis_exponentials_);
    axis_.assign(a.begin(), a.end());
}

void SoftmaxPlaneSampler::prepare_row(double b) {
    row_ = b * u2_;
    exp_shifted_sum(entries(row_), row_.maxCoeff(), entries(row_));
    for (Index k = 0; k < weights_.cols(); ++k) row_weights_.col(k) = row_.cwiseProduct(weights_.col(k));
}

void SoftmaxPlaneSampler::residual_terms(const Matrix& exponentials, const Matrix& weights,
                                         std::span<double> out) {
    const auto points = static_cast<int>(exponentials.cols());
    const auto n = static_cast<int>(exponentials.rows());
    const Index m = weights.cols() - 1;
    Z_.resize(points, m + 1);
    cblas_dgemm(CblasColMajor, CblasTrans, CblasNoTrans, points, static_cast<int>(m + 1), n, 1,
                exponentials.data(), n, weights.data(), n, 0, Z_.data(), points);
    z_.resize(out.size());
    h_.resize(out.size());
    std::ranges::fill(out, 0);
    const double* normaliser = Z_.data() + points * m;
    for (Index k = 0; k < m; ++k) {
        const double* column = Z_.data() + points * k;
        for (std::size_t i = 0; i < out.size(); ++i) z_[i] = column[i] / normaliser[i];
        activate(data_.activation, z_, h_, {}, {});
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] += 0.5 * (h_[i] - data_.b[k]) * (h_[i] - data_.b[k]);
    }
}

void SoftmaxPlaneSampler::repair_row(std::span<const double> a, double b, std::span<double> out) {
    const double* normaliser = Z_.data() + Z_.rows() * (Z_.cols() - 1);
    const auto lost = [&](std::size_t i) { return !(normaliser[i] >= smallest_normaliser); };
    std::vector<std::size_t> points;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (lost(i)) points.push_back(i);
    }
    repair_a_.clear();
    for (const std::size_t i : points) repair_a_.push_back(a[i]);
    repair_b_.assign(points.size(), b);
    repair_out_.resize(points.size());
    values(repair_a_, repair_b_, repair_out_);
    for (std::size_t k = 0; k < points.size(); ++k) out[points[k]] = repair_out_[k];
}

}  // namespace basin
