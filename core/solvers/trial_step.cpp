// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/trial_step.h"

#include <cmath>
#include <limits>

#include "core/numeric/norm.h"

namespace basin {

double TrialStep::ratio(const Vector& x, const Vector& p, double objective, double gradient_norm,
                        double predicted) {
    constexpr double refused = -std::numeric_limits<double>::infinity();
    // A hundred units in the last place: L is a sum of many rounded terms.
    const double noise = 100 * std::numeric_limits<double>::epsilon() * std::abs(objective);
    point_ = x + p;
    if (point_ == x || !point_.allFinite()) return refused;
    double value = not_applicable;
    if (predicted > noise) {
        if (evaluator_.value(point_, value) != EvalStatus::ok) return refused;
        return (objective - value) / predicted;
    }
    const bool fine = evaluator_.gradient(point_, value, gradient_) == EvalStatus::ok &&
                      value <= objective + noise && safe_norm(gradient_) <= gradient_norm;
    return fine ? 1 : refused;
}

}  // namespace basin
