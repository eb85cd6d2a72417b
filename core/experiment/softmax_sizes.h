// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <limits>
#include <memory>
#include <vector>

#include "core/experiment/experiment.h"
#include "core/experiment/sized_problems.h"

namespace basin {

/// What the cost of a softmax regression depends on, beside its outputs.
struct SoftmaxSize {
    double n = 0;    // > 0, rows of A1
    double d = 0;    // > 0, unknowns
    double nnz = 0;  // > 0, nonzeros of A1; n d when dense
};

/// Bytes of A1 and A2 with m outputs; A1 is stored sparsely when it has less than n d entries.
double data_bytes(const SoftmaxSize& size, double m);

/// Multiplications of one Newton step with m outputs.
double newton_step_work(const SoftmaxSize& size, double m);

/// The sizes that are timed for a wanted one with m outputs: from small to large, n and d (and the density of
/// a sparse problem) each at three values in ratios of 2, at most `work` multiplications a step and `bytes`
/// of data and Hessian.
std::vector<SoftmaxSize> timed_sizes(const SoftmaxSize& wanted, Index m, double work,
                                     double bytes = std::numeric_limits<double>::infinity());

/// Of a softmax regression: n, d and nnz. Its generated problems begin as far from where they lead as the
/// experiment begins from its minimiser.
std::unique_ptr<SizedProblems> sized_softmax(const Experiment& experiment);

}  // namespace basin
