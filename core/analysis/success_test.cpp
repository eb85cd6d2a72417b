// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/success_test.h"

#include <cmath>

namespace basin {

namespace {

constexpr double enough = 40;

/// int_0^x (p/x)^a ((1-p)/(1-x))^b dp, 0 < x < 1: the incomplete beta function as a finite sum of positive
/// terms.
double mean_ratio_below(double x, Index a, Index b) {
    const double odds = x / (1 - x);
    double term = x / static_cast<double>(a + 1), sum = term;
    for (Index i = 0; i < b; ++i) {
        term *= odds * static_cast<double>(b - i) / static_cast<double>(a + 2 + i);
        sum += term;
        if (term < 1e-17 * sum) break;  // they rise, then fall
    }
    return sum;
}

}  // namespace

double evidence_of_success(Index trials, Index failures) {
    const double never_fails = failures == 0 ? std::pow(basin_success_rate, -static_cast<double>(trials)) : 0;
    const double margin = 1 - basin_success_rate;
    // Half on p = 1, half spread over the rates above.
    return (never_fails + mean_ratio_below(margin, failures, trials - failures) / margin) / 2;
}

double evidence_of_failure(Index trials, Index failures) {
    return mean_ratio_below(basin_success_rate, trials - failures, failures) / basin_success_rate;
}

SuccessVerdict success_verdict(Index trials, Index failures) {
    if (evidence_of_success(trials, failures) >= enough) return SuccessVerdict::holds;
    if (evidence_of_failure(trials, failures) >= enough) return SuccessVerdict::fails;
    return SuccessVerdict::open;
}

}  // namespace basin
