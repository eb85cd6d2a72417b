// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/cost_model.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <Eigen/LU>
#include <Eigen/QR>

#include "core/numeric/input_error.h"
#include "core/numeric/text.h"

namespace basin {

double value_of_size(const ProblemSize& size, std::string_view name) {
    const auto found = std::ranges::find(size, name, &NamedSize::name);
    return found == size.end() ? not_applicable : found->value;
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

/// What is left of an error when scatter alone would make it so large: both squared.
double beyond_scatter(double found, double expected) {
    return std::sqrt(std::max(0.0, found - expected));
}

/// Variance of log(cost) among samples of one size, which no power of the sizes explains; 0 where none
/// repeats.
double variance_of_repeats(std::span<const CostSample> samples) {
    double squares = 0, freedom = 0;
    std::vector<bool> counted(samples.size());
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (counted[i]) continue;
        std::vector<double> logs;
        for (std::size_t j = i; j < samples.size(); ++j) {
            if (samples[j].size != samples[i].size) continue;
            counted[j] = true;
            logs.push_back(std::log(samples[j].cost));
        }
        const auto count = static_cast<double>(logs.size());
        const double mean = std::accumulate(logs.begin(), logs.end(), 0.0) / count;
        for (const double log : logs) squares += (log - mean) * (log - mean);
        freedom += count - 1;
    }
    return freedom > 0 ? squares / freedom : 0;
}

}  // namespace

CostModel::CostModel(std::span<const CostSample> samples) {
    choose_sizes(samples);
    repeat_variance_ = variance_of_repeats(samples);
    fit(samples);
    find_implied(samples);
    find_drift(samples);
}

void CostModel::choose_sizes(std::span<const CostSample> samples) {
    if (samples.empty()) return;
    const Index count = std::ssize(samples);
    Matrix kept = Matrix::Constant(count, 1, 1 / std::sqrt(static_cast<double>(count)));  // orthonormal
    for (const NamedSize& size : samples.front().size) {
        Vector column(count);
        for (Index i = 0; i < count; ++i)
            column[i] = std::log(value_of_size(samples[static_cast<std::size_t>(i)].size, size.name));
        const double length = column.norm();
        for (int pass = 0; pass < 2; ++pass) column -= kept * (kept.transpose() * column).eval();
        if (!(column.norm() > 1e-9 * std::max(length, 1.0))) continue;
        kept.conservativeResize(Eigen::NoChange, kept.cols() + 1);
        kept.rightCols(1) = column.normalized();
        names_.push_back(size.name);
    }
}

void CostModel::fit(std::span<const CostSample> samples) {
    const Index unknowns = 1 + std::ssize(names_), count = std::ssize(samples);
    if (count <= unknowns) {
        throw InputError("cost model", "found " + std::to_string(count) + " timings; expected more than " +
                                           std::to_string(unknowns) + ": allow more seconds");
    }
    Matrix X(count, unknowns);
    Vector y(count);
    for (Index i = 0; i < count; ++i) {
        const CostSample& sample = samples[static_cast<std::size_t>(i)];
        X.row(i) = features(sample.size);
        y[i] = std::log(sample.cost);
    }
    const Eigen::ColPivHouseholderQR<Matrix> qr(X);
    if (names_.empty() || qr.rank() < unknowns || !y.allFinite()) {
        throw InputError("cost model",
                         "found timings that do not vary in every size, or are not positive; expected "
                         "several values of each size");
    }
    coefficients_ = qr.solve(y);
    const Index freedom = count - unknowns;
    const Vector rest = y - X * coefficients_;
    scatter_ = std::sqrt(rest.squaredNorm() / static_cast<double>(freedom));
    covariance_ = (X.transpose() * X).inverse();
    Index farthest = 0;
    X.rowwise().sum().maxCoeff(&farthest);
    const double expected = 1 - X.row(farthest).dot(covariance_ * X.row(farthest).transpose());
    misfit_ = beyond_scatter(rest[farthest] * rest[farthest], repeat_variance_ * expected);
    quantile_ = student_quantile(freedom);
}

void CostModel::find_implied(std::span<const CostSample> samples) {
    const Index count = std::ssize(samples);
    Matrix X(count, coefficients_.size());
    for (Index i = 0; i < count; ++i) X.row(i) = features(samples[static_cast<std::size_t>(i)].size);
    const Eigen::ColPivHouseholderQR<Matrix> qr(X);
    for (const NamedSize& size : samples.front().size) {
        if (std::ranges::find(names_, size.name) != names_.end()) continue;
        Vector logs(count);
        for (Index i = 0; i < count; ++i)
            logs[i] = std::log(value_of_size(samples[static_cast<std::size_t>(i)].size, size.name));
        implied_.push_back({size.name, qr.solve(logs)});
    }
}

void CostModel::find_drift(std::span<const CostSample> samples) {
    drift_ = Vector::Zero(std::ssize(names_));
    largest_ = logarithms(samples.front().size);
    for (const CostSample& sample : samples) largest_ = largest_.cwiseMax(logarithms(sample.size));
    for (Index k = 0; k < largest_.size(); ++k) {
        std::vector<CostSample> kept, left_out;
        double before = -std::numeric_limits<double>::infinity();
        for (const CostSample& sample : samples) {
            const double value = logarithms(sample.size)[k];
            const bool largest = value > largest_[k] - 0.1;  // sparse rows come in nearly equal counts
            (largest ? left_out : kept).push_back(sample);
            if (!largest) before = std::max(before, value);
        }
        CostModel smaller;
        smaller.names_ = names_;
        try {
            smaller.fit(kept);
        } catch (const InputError&) {
            continue;  // too few to say
        }
        double squares = 0, expected = 0;
        for (const CostSample& sample : left_out) {
            const Vector row = smaller.features(sample.size);
            const double error = std::log(sample.cost) - row.dot(smaller.coefficients_);
            squares += error * error;
            expected += repeat_variance_ * (1 + row.dot(smaller.covariance_ * row));
        }
        const auto count = static_cast<double>(left_out.size());
        drift_[k] = beyond_scatter(squares / count, expected / count) / (largest_[k] - before);
    }
}

double CostModel::drift(const ProblemSize& size) const {
    // An exponent that was off by one step of the sizes' design goes on changing by as much each step.
    const Vector beyond = (logarithms(size) - largest_).cwiseMax(0);
    return misfit_ + drift_.dot((beyond.array() * (1 + beyond.array() / 2)).matrix());
}

Vector CostModel::logarithms(const ProblemSize& size) const {
    Vector logs(std::ssize(names_));
    for (Index k = 0; k < logs.size(); ++k)
        logs[k] = std::log(value_of_size(size, names_[static_cast<std::size_t>(k)]));
    return logs;
}

Vector CostModel::features(const ProblemSize& size) const {
    Vector row(1 + std::ssize(names_));
    row << 1, logarithms(size);
    return row;
}

double CostModel::exponent(std::string_view name) const {
    const auto found = std::ranges::find(names_, name);
    return found == names_.end() ? not_applicable : coefficients_[1 + (found - names_.begin())];
}

CostPrediction CostModel::predict(const ProblemSize& size) const {
    const Vector row = features(size);
    for (const Implied& implied : implied_) {
        const double value = value_of_size(size, implied.name);
        if (!(std::abs(row.dot(implied.relation) - std::log(value)) < 1e-6))
            throw InputError("cost model", "found timings that say nothing of " + implied.name + " = " +
                                               number_text(value) + ": allow more seconds");
    }
    const double logarithm = row.dot(coefficients_);
    const double half = quantile_ * scatter_ * std::sqrt(1 + row.dot(covariance_ * row)) + drift(size);
    return {std::exp(logarithm), std::exp(logarithm - half), std::exp(logarithm + half)};
}

}  // namespace basin
