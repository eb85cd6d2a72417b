// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/cost_model.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <Eigen/LU>
#include <Eigen/QR>

#include "core/numeric/input_error.h"

namespace basin {

double data_bytes(const ProblemSize& size, double m) {
    const bool sparse = size.nnz < size.n * size.d;
    // A stored entry has its column beside it, a row its first entry.
    return (sparse ? 12 * size.nnz + 8 * size.n : 8 * size.nnz) + 8 * m * size.n;
}

double student_quantile(Index freedom) {
    constexpr double z = 1.959963984540054;  // of the normal distribution
    if (freedom <= 1) return 12.70620473617471;
    if (freedom == 2) return 4.302652729749464;
    const auto v = static_cast<double>(freedom);
    const double z3 = z * z * z, z5 = z3 * z * z, z7 = z5 * z * z, z9 = z7 * z * z;
    return z + (z3 + z) / (4 * v) + (5 * z5 + 16 * z3 + 3 * z) / (96 * v * v) +
           (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * v * v * v) +
           (79 * z9 + 776 * z7 + 1482 * z5 - 1920 * z3 - 945 * z) / (92160 * v * v * v * v);
}

namespace {

Vector logarithms(const ProblemSize& size) {
    return Eigen::Vector3d(std::log(size.n), std::log(size.d), std::log(size.nnz));
}

}  // namespace

CostModel::CostModel(std::span<const CostSample> samples) {
    dense_ = std::ranges::all_of(samples, [](const CostSample& sample) {
        return std::abs(sample.size.nnz - sample.size.n * sample.size.d) <= 1e-9 * sample.size.nnz;
    });
    fit(samples);
    find_drift(samples);
}

void CostModel::fit(std::span<const CostSample> samples) {
    const Index unknowns = dense_ ? 3 : 4, count = std::ssize(samples);
    if (count <= unknowns) {
        throw InputError("cost model", "found " + std::to_string(count) + " timings; expected more than " +
                                           std::to_string(unknowns) + ": allow more seconds");
    }
    Matrix X(count, unknowns);
    Vector y(count);
    for (Index i = 0; i < count; ++i) {
        const CostSample& sample = samples[static_cast<std::size_t>(i)];
        X.row(i) = features(sample.size);
        y[i] = std::log(sample.seconds);
    }
    const Eigen::ColPivHouseholderQR<Matrix> qr(X);
    if (qr.rank() < unknowns || !y.allFinite()) {
        throw InputError("cost model",
                         "found timings that do not vary in every size, or are not positive; expected "
                         "several values of n and d");
    }
    coefficients_ = qr.solve(y);
    const Index freedom = count - unknowns;
    scatter_ = std::sqrt((y - X * coefficients_).squaredNorm() / static_cast<double>(freedom));
    covariance_ = (X.transpose() * X).inverse();
    quantile_ = student_quantile(freedom);
}

void CostModel::find_drift(std::span<const CostSample> samples) {
    drift_ = Vector::Zero(3);
    largest_ = logarithms(samples.front().size);
    for (const CostSample& sample : samples) largest_ = largest_.cwiseMax(logarithms(sample.size));
    for (Index k = 0; k < (dense_ ? 2 : 3); ++k) {
        std::vector<CostSample> kept, left_out;
        double before = -std::numeric_limits<double>::infinity();
        for (const CostSample& sample : samples) {
            const double value = logarithms(sample.size)[k];
            const bool largest = value > largest_[k] - 0.1;  // sparse rows come in nearly equal counts
            (largest ? left_out : kept).push_back(sample);
            if (!largest) before = std::max(before, value);
        }
        CostModel smaller;
        smaller.dense_ = dense_;
        try {
            smaller.fit(kept);
        } catch (const InputError&) {
            continue;  // too few to say
        }
        double squares = 0;
        for (const CostSample& sample : left_out) {
            const double error =
                std::log(sample.seconds) - smaller.features(sample.size).dot(smaller.coefficients_);
            squares += error * error;
        }
        drift_[k] = std::sqrt(squares / static_cast<double>(left_out.size())) / (largest_[k] - before);
    }
}

double CostModel::drift(const ProblemSize& size) const {
    // An exponent that was off by one step of the sizes' design goes on changing by as much each step.
    const Vector beyond = (logarithms(size) - largest_).cwiseMax(0);
    return drift_.dot((beyond.array() * (1 + beyond.array() / 2)).matrix());
}

Vector CostModel::features(const ProblemSize& size) const {
    Vector row(dense_ ? 3 : 4);
    row.head(3) << 1, std::log(size.n), std::log(size.d);
    if (!dense_) row[3] = std::log(size.nnz);
    return row;
}

CostPrediction CostModel::predict(const ProblemSize& size) const {
    const Vector row = features(size);
    const double logarithm = row.dot(coefficients_);
    const double half = quantile_ * scatter_ * std::sqrt(1 + row.dot(covariance_ * row)) + drift(size);
    return {std::exp(logarithm), std::exp(logarithm - half), std::exp(logarithm + half)};
}

}  // namespace basin
