// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace basin {

// Elementwise functions for arrays, compiled for several instruction sets and chosen at run time. Relative
// error at most 2e-15; exact limits at infinities; NaN in gives NaN out. In and out may be the same array,
// else must not overlap; all spans have the same length.

void exp_each(std::span<const double> x, std::span<double> out);
void tanh_each(std::span<const double> x, std::span<double> out);
/// 1 / (1 + exp(-x))
void sigmoid_each(std::span<const double> x, std::span<double> out);
/// log(1 + exp(x))
void softplus_each(std::span<const double> x, std::span<double> out);
/// x for x > 0, else exp(x) - 1
void elu_each(std::span<const double> x, std::span<double> out);
/// sigmoid'(x) = exp(-|x|) / (1 + exp(-|x|))^2, which keeps its relative accuracy in the tails.
void sigmoid_slope_each(std::span<const double> x, std::span<double> out);

/// x y, entry by entry.
void multiply_each(std::span<const double> x, std::span<const double> y, std::span<double> out);

/// Whether no entry is infinite or NaN.
bool all_finite(std::span<const double> x);

/// out = exp(x - shift); returns the sum of out, added in an order that does not depend on the instruction
/// set.
double exp_shifted_sum(std::span<const double> x, double shift, std::span<double> out);

}  // namespace basin
