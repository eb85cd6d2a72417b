// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/nesterov.h"

#include <cmath>
#include <utility>

#include "core/numeric/check.h"
#include "core/numeric/norm.h"
#include "core/solvers/recorder.h"
#include "core/solvers/start_check.h"

namespace basin {

void NesterovOptions::validate() const {
    line_search.validate();
    require(first_step >= 0, "first_step", first_step, "a value >= 0");
    require(growth >= 1, "growth", growth, "a value >= 1");
}

Nesterov::Nesterov(const SolverOptions& options, const NesterovOptions& nesterov)
    : options_(options), nesterov_(nesterov) {
    options_.validate();
    nesterov_.validate();
}

SolveResult Nesterov::solve(const Problem& problem, const Vector& x0, const Observer& observer,
                            std::stop_token stop) const {
    if (auto refused = refuse_input(*this, problem, x0)) return *std::move(refused);
    // A length that the user gave has the user's unit.
    const WorkUnits units = nesterov_.first_step > 0 ? WorkUnits::given : WorkUnits::rescaled;
    Recorder recorder(problem, x0, options_, observer, std::move(stop), units);
    Evaluator& evaluator = recorder.evaluator();
    ArmijoSearch line_search(evaluator, nesterov_.line_search, x0.size());
    Vector x = recorder.start(), y = x, g(x0.size()), p(x0.size()), step(x0.size());
    double objective = not_applicable, length = not_applicable;
    double theta = 1;
    for (;;) {
        if (evaluator.gradient(y, objective, g) != EvalStatus::ok) return recorder.end_not_finite(y);
        if (!recorder.reach(y, objective, g, recorder.units().step_length_to_given(length)) ||
            !recorder.emit())
            return recorder.result();
        p = -g;
        const double first_step = nesterov_.first_step > 0 ? nesterov_.first_step : recorder.length();
        const double first_length = length > 0 ? nesterov_.growth * length : first_step / safe_norm(g);
        length = line_search.search(y, p, objective, -safe_dot(g, g), first_length);
        if (!(length > 0)) return recorder.end_without_descent();
        step = line_search.trial() - x;
        x = line_search.trial();
        const bool uphill = g.dot(step) > 0;
        const double next = uphill ? 1 : 0.5 * (1 + std::sqrt(1 + 4 * theta * theta));
        const double momentum = uphill ? 0 : (theta - 1) / next;
        theta = next;
        y = x + momentum * step;
    }
}

}  // namespace basin
