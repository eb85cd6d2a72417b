// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/gradient_judge.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/numeric/norm.h"

namespace basin {

namespace {

constexpr Index first_wait = 16;  // iterations

}  // namespace

void GradientJudge::restart() {
    sizes_.parts.clear();
    tried_ = false;
    wait_ = first_wait;
}

void GradientJudge::measure(Evaluator& evaluator, const Vector& x, Index iteration) {
    tried_ = true;
    measured_at_ = iteration;
    if (evaluator.gradient_sizes(x, sizes_) != EvalStatus::ok) sizes_.parts.clear();
}

bool GradientJudge::due(const GradientPoint& at) {
    if (!tried_ || at.norm <= 0.5 * norm_then_) return true;
    if (at.iteration < measured_at_ + wait_) return false;
    wait_ *= 2;
    return true;
}

bool GradientJudge::vanishes(Evaluator& evaluator, const GradientPoint& at) {
    if (!std::isfinite(at.norm)) return false;
    if (at.norm == 0) return true;
    if (at.norm > evaluator.gradient_limit(at.x, at.objective, tolerance_)) return false;
    const auto zero = [&] { return known() && gradient_vanishes(at.gradient, sizes_, tolerance_); };
    if (!measured_at(at.iteration)) {
        if (!due(at) && !zero()) return false;
        measure(evaluator, at.x, at.iteration);
        norm_then_ = at.norm;
    }
    return zero();
}

double GradientJudge::target(const Vector& gradient) const {
    if (!known()) return not_applicable;
    double largest = 0, least = std::numeric_limits<double>::infinity();
    for (const GradientPart& part : sizes_.parts) {
        const double limit = std::max(tolerance_ * part.scale, part.rounding);
        const double norm = safe_norm(gradient.segment(part.first, part.size));
        if (norm > 0) largest = std::max(largest, norm / limit);
        least = std::min(least, limit);
    }
    return largest > 0 ? safe_norm(gradient) / largest : least;
}

}  // namespace basin
