// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/adam.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/numeric/check.h"
#include "core/numeric/norm.h"
#include "core/solvers/recorder.h"
#include "core/solvers/start_check.h"

namespace basin {

void AdamOptions::validate() const {
    require(learning_rate > 0, "learning_rate", learning_rate, "a value > 0");
    require(beta1 >= 0 && beta1 < 1, "beta1", beta1, "0 <= beta1 < 1");
    require(beta2 >= 0 && beta2 < 1, "beta2", beta2, "0 <= beta2 < 1");
    require(epsilon > 0, "epsilon", epsilon, "a value > 0");
}

Adam::Adam(const SolverOptions& options, const AdamOptions& adam) : options_(options), adam_(adam) {
    options_.validate();
    adam_.validate();
}

SolveResult Adam::solve(const Problem& problem, const Vector& x0, const Observer& observer,
                        std::stop_token stop) const {
    if (auto refused = refuse_input(*this, problem, x0)) return *std::move(refused);
    Recorder recorder(problem, x0, options_, observer, std::move(stop), WorkUnits::given);
    Evaluator& evaluator = recorder.evaluator();
    Vector x = x0, g(x0.size());
    Vector mean = Vector::Zero(x0.size()), square = Vector::Zero(x0.size());
    // beta1^k and beta2^k: the means start at zero, and dividing by one minus these takes that back.
    double power1 = 1, power2 = 1;
    double objective = not_applicable;
    // Squares of gradients are kept in units of the first one, so that they neither over- nor underflow.
    double unit = not_applicable, epsilon = not_applicable;
    for (;;) {
        if (evaluator.gradient(x, objective, g) != EvalStatus::ok) return recorder.end_not_finite(x);
        if (!recorder.reach(x, objective, g) || !recorder.emit()) return recorder.result();
        if (std::isnan(unit)) {
            unit = power_of_two_near(safe_norm(g));
            // Never 0, which would make 0/0 of a coordinate without slope.
            epsilon = std::max(adam_.epsilon / unit, std::numeric_limits<double>::min());
        }
        g /= unit;
        mean = adam_.beta1 * mean + (1 - adam_.beta1) * g;
        square = adam_.beta2 * square + (1 - adam_.beta2) * g.cwiseAbs2();
        power1 *= adam_.beta1;
        power2 *= adam_.beta2;
        x.array() -= adam_.learning_rate / (1 - power1) * mean.array() /
                     ((square.array() / (1 - power2)).sqrt() + epsilon);
    }
}

}  // namespace basin
