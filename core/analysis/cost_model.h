// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "core/numeric/types.h"

namespace basin {

/// What the cost of a step depends on.
struct ProblemSize {
    double n = 0;    // > 0, rows of A1
    double d = 0;    // > 0, unknowns
    double nnz = 0;  // > 0, nonzeros of A1; n d when dense
};

/// Bytes of A1 and A2 with m outputs; A1 is stored sparsely when it has less than n d entries.
double data_bytes(const ProblemSize& size, double m);

/// One timing.
struct CostSample {
    ProblemSize size;
    double seconds = 0;  // > 0, of one step
};

/// An estimate with its interval, which holds a timing at that size with 95 % probability. It contains the
/// scatter of the timings about the fit and, beyond the sizes that were timed, what the fit was found wrong
/// by when the largest of them were left out, growing with the distance.
struct CostPrediction {
    double seconds = not_applicable;
    double low = not_applicable;
    double high = not_applicable;
};

/// seconds = C n^a d^b nnz^c, fitted by least squares to the logarithms. Where every sample is dense, nnz = n
/// d says nothing of its own: c is then 0, and only dense sizes can be predicted.
class CostModel {
  public:
    /// Throws InputError when the samples are too few, or do not vary in n, d and (sparse ones) nnz.
    explicit CostModel(std::span<const CostSample> samples);

    bool dense() const { return dense_; }
    double exponent_n() const { return coefficients_[1]; }
    double exponent_d() const { return coefficients_[2]; }
    double exponent_nnz() const { return dense_ ? 0 : coefficients_[3]; }
    /// Standard deviation of log(seconds) about the fit.
    double scatter() const { return scatter_; }

    CostPrediction predict(const ProblemSize& size) const;

  private:
    CostModel() = default;
    Vector features(const ProblemSize& size) const;
    void fit(std::span<const CostSample> samples);
    void find_drift(std::span<const CostSample> samples);
    double drift(const ProblemSize& size) const;

    bool dense_ = true;
    Vector coefficients_;  // log C, a, b and, for sparse samples, c
    Matrix covariance_;    // of the coefficients, divided by scatter^2
    double scatter_ = 0;
    double quantile_ = 0;
    Vector largest_;  // log of the largest n, d and nnz that was timed
    Vector drift_;    // how wrong a fit without the largest values of each is about them, per unit of its log
};

/// 97.5 % quantile of Student's t distribution; freedom >= 1; within 0.5 % (exact for 1 and 2, else the
/// expansion of [Abramowitz, Stegun 1964], 26.7.5).
double student_quantile(Index freedom);

}  // namespace basin
