// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/numeric/types.h"

namespace basin {

/// One of the sizes that a cost grows with, by its symbol: n, d, nnz; T, Nh, Nx, Ny.
struct NamedSize {
    std::string name;
    double value = 0;  // > 0
    bool operator==(const NamedSize&) const = default;
};

/// All of them, in the order in which they are told; empty: none is known.
using ProblemSize = std::vector<NamedSize>;

/// The size of that name; not_applicable where there is none.
double value_of_size(const ProblemSize& size, std::string_view name);

/// What was measured at one size.
struct CostSample {
    ProblemSize size;  // the same names in all samples of a model
    double cost = 0;   // > 0: seconds of a step, or bytes of a run
};

/// An estimate with its interval, which holds a measurement at that size with 95 % probability. It contains
/// the scatter of the samples about the fit; what the fit is wrong by at the largest of them; and, farther
/// than the sizes that were tried, what it was found wrong by when the largest were left out, growing with
/// the distance. What samples of one size differ by is no such error.
struct CostPrediction {
    double cost = not_applicable;
    double low = not_applicable;
    double high = not_applicable;
};

/// cost = C times a power of each size, fitted by least squares to the logarithms (mathematics.md 8.4). A
/// size that is the same in all samples, or a product of powers of the sizes before it (nnz = n d of dense
/// data), says nothing of its own: it has no exponent, and only sizes of which the same holds can be
/// predicted.
class CostModel {
  public:
    /// Throws InputError when the samples are too few or no size varies.
    explicit CostModel(std::span<const CostSample> samples);

    /// not_applicable where the samples say nothing of that size.
    double exponent(std::string_view name) const;
    /// Standard deviation of log(cost) about the fit.
    double scatter() const { return scatter_; }

    /// Throws InputError where the samples say nothing of what the size differs from them in.
    CostPrediction predict(const ProblemSize& size) const;

  private:
    /// A size without an exponent: its logarithm, from those that have one.
    struct Implied {
        std::string name;
        Vector relation;  // to features()
    };
    CostModel() = default;
    void choose_sizes(std::span<const CostSample> samples);
    void find_implied(std::span<const CostSample> samples);
    void fit(std::span<const CostSample> samples);
    void find_drift(std::span<const CostSample> samples);
    Vector logarithms(const ProblemSize& size) const;
    Vector features(const ProblemSize& size) const;
    double drift(const ProblemSize& size) const;

    std::vector<std::string> names_;  // of the sizes that have an exponent
    std::vector<Implied> implied_;    // the others
    Vector coefficients_;             // log C, then the exponents
    Matrix covariance_;               // of the coefficients, divided by scatter^2
    double scatter_ = 0;
    double repeat_variance_ = 0;  // of log(cost) among samples of one size
    double quantile_ = 0;
    double misfit_ = 0;  // what the fit is wrong by at the largest sample: a sum of powers is no power
    Vector largest_;     // log of the largest of each size that was tried
    Vector drift_;  // how wrong a fit without the largest values of each is about them, per unit of its log
};

/// 97.5 % quantile of Student's t distribution; freedom >= 1; within 0.5 % (exact for 1 and 2, else the
/// expansion of [Abramowitz, Stegun 1964], 26.7.5).
double student_quantile(Index freedom);

}  // namespace basin
