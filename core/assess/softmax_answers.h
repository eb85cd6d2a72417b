// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/analysis/minimiser.h"
#include "core/analysis/tradeoff.h"
#include "core/assess/assessment.h"

namespace basin {

/// Everything that is known about the data of a softmax regression when it is asked about
/// (mathematics.md 1.4).
struct SoftmaxFacts {
    Index n = 0, d = 0, m = 0;
    Index entries = 0;                                // stored ones of A1
    double smallest_singular_value = not_applicable;  // of A1; 0: its columns are dependent, to rounding
    Minimiser minimiser;
    std::string method;         // whose basin was measured
    std::string without_basin;  // the experiment's own method, when it has none; empty when it has
    Certificate certificate;
    double ridge_hidden_minimiser = 0;         // with a ridge up to here rounding hides whether Hess L(x*)
    double ridge_hidden_start = 0;             // is positive definite, or Hess L(x0)
    bool basin_wanted = true;                  // false: no trials were asked for
    bool basin_complete = true;                // false: the search for its edge ran out of time
    std::shared_ptr<const Tradeoff> tradeoff;  // null: not compared
    double tradeoff_radius = not_applicable;   // distance from x* at which it started
};

/// The questions "data", "minimum", "start", "ridge", "safe_radius", "approximation" and "cost", answered
/// from these facts alone and never against each other: without a minimum that curves upward there is no yes
/// to "start", "ridge" and "safe_radius", whatever the other facts say.
std::vector<Question> softmax_answers(const SoftmaxFacts& facts);

/// What they come to.
Sentence softmax_verdict(const SoftmaxFacts& facts);

}  // namespace basin
