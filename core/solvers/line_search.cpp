// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/line_search.h"

#include <cmath>
#include <limits>

#include "core/numeric/check.h"
#include "core/numeric/norm.h"

namespace basin {

void ArmijoOptions::validate() const {
    require(sufficient_decrease > 0 && sufficient_decrease < 0.5, "sufficient_decrease", sufficient_decrease,
            "0 < sufficient_decrease < 0.5");
    require(shrink > 0 && shrink < 1, "shrink", shrink, "0 < shrink < 1");
    require(max_backtracks >= 1 && max_backtracks <= 1000, "max_backtracks", max_backtracks,
            "1 <= max_backtracks <= 1000");
}

ArmijoSearch::ArmijoSearch(Evaluator& evaluator, const ArmijoOptions& options, Index d)
    : evaluator_(evaluator), options_(options), trial_(d), trial_gradient_(d) {}

double ArmijoSearch::search(const Vector& x, const Vector& p, double objective, double slope,
                            double first_length) {
    double t = first_length;
    for (Index tried = 0; tried <= options_.max_backtracks; ++tried, t *= options_.shrink) {
        trial_ = x + t * p;
        if (trial_ == x) break;
        if (accepts(p, objective, slope, t)) return t;
    }
    return not_applicable;
}

bool ArmijoSearch::accepts(const Vector& p, double objective, double slope, double t) {
    // A hundred units in the last place: L is a sum of many rounded terms.
    const double noise = 100 * std::numeric_limits<double>::epsilon() * std::abs(objective);
    double value = not_applicable;
    if (t * std::abs(slope) > noise) {
        return evaluator_.value(trial_, value) == EvalStatus::ok &&
               value <= objective + options_.sufficient_decrease * t * slope;
    }
    return evaluator_.gradient(trial_, value, trial_gradient_) == EvalStatus::ok &&
           value <= objective + noise &&
           safe_dot(trial_gradient_, p) <= (2 * options_.sufficient_decrease - 1) * slope;
}

}  // namespace basin
