// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/cost_model.h"

#include <algorithm>
#include <cmath>
#include <string>

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

CostModel::CostModel(std::span<const CostSample> samples) {
    dense_ = std::ranges::all_of(samples, [](const CostSample& sample) {
        return std::abs(sample.size.nnz - sample.size.n * sample.size.d) <= 1e-9 * sample.size.nnz;
    });
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

Vector CostModel::features(const ProblemSize& size) const {
    Vector row(dense_ ? 3 : 4);
    row.head(3) << 1, std::log(size.n), std::log(size.d);
    if (!dense_) row[3] = std::log(size.nnz);
    return row;
}

CostPrediction CostModel::predict(const ProblemSize& size) const {
    const Vector row = features(size);
    const double logarithm = row.dot(coefficients_);
    const double half = quantile_ * scatter_ * std::sqrt(1 + row.dot(covariance_ * row));
    return {std::exp(logarithm), std::exp(logarithm - half), std::exp(logarithm + half)};
}

}  // namespace basin
