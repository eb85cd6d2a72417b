// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/clipped_gradient_descent.h"

#include <algorithm>
#include <utility>

#include "core/numeric/check.h"
#include "core/numeric/norm.h"
#include "core/solvers/recorder.h"
#include "core/solvers/start_check.h"

namespace basin {

void ClippedGradientDescentOptions::validate() const {
    require(learning_rate > 0, "learning_rate", learning_rate, "a value > 0");
    require(clip > 0, "clip", clip, "a value > 0");
}

ClippedGradientDescent::ClippedGradientDescent(const SolverOptions& options,
                                               const ClippedGradientDescentOptions& clipped)
    : options_(options), clipped_(clipped) {
    options_.validate();
    clipped_.validate();
}

SolveResult ClippedGradientDescent::solve(const Problem& problem, const Vector& x0, const Observer& observer,
                                          std::stop_token stop) const {
    if (auto refused = refuse_input(*this, problem, x0)) return *std::move(refused);
    Recorder recorder(problem, x0, options_, observer, std::move(stop), WorkUnits::given);
    Vector x = x0, g(x0.size());
    double objective = not_applicable;
    for (;;) {
        if (recorder.evaluator().gradient(x, objective, g) != EvalStatus::ok)
            return recorder.end_not_finite(x);
        if (!recorder.reach(x, objective, g) || !recorder.emit()) return recorder.result();
        x -= clipped_.learning_rate * std::min(1.0, clipped_.clip / safe_norm(g)) * g;
    }
}

}  // namespace basin
