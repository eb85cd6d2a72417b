// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/first_order.h"

#include <utility>

#include "core/numeric/check.h"
#include "core/numeric/norm.h"
#include "core/solvers/recorder.h"
#include "core/solvers/start_check.h"

namespace basin {

void GradientDescentOptions::validate() const {
    line_search.validate();
    require(first_step >= 0, "first_step", first_step, "a value >= 0");
    require(growth >= 1, "growth", growth, "a value >= 1");
}

GradientDescent::GradientDescent(const SolverOptions& options, const GradientDescentOptions& descent)
    : options_(options), descent_(descent) {
    options_.validate();
    descent_.validate();
}

SolveResult GradientDescent::solve(const Problem& problem, const Vector& x0, const Observer& observer,
                                   std::stop_token stop) const {
    if (auto refused = refuse_input(*this, problem, x0)) return *std::move(refused);
    // A length that the user gave has the user's unit.
    const WorkUnits units = descent_.first_step > 0 ? WorkUnits::given : WorkUnits::rescaled;
    Recorder recorder(problem, x0, options_, observer, std::move(stop), units);
    Evaluator& evaluator = recorder.evaluator();
    ArmijoSearch line_search(evaluator, descent_.line_search, x0.size());
    Vector x = recorder.start(), g(x0.size()), p(x0.size());
    double objective = not_applicable, length = not_applicable;
    for (;;) {
        if (evaluator.gradient(x, objective, g) != EvalStatus::ok) return recorder.end_not_finite(x);
        if (!recorder.reach(x, objective, g, recorder.units().step_length_to_given(length)) ||
            !recorder.emit())
            return recorder.result();
        p = -g;
        const double first_step = descent_.first_step > 0 ? descent_.first_step : recorder.length();
        const double first_length = length > 0 ? descent_.growth * length : first_step / safe_norm(g);
        length = line_search.search(x, p, objective, -safe_dot(g, g), first_length);
        if (!(length > 0)) return recorder.end_without_descent();
        x = line_search.trial();
    }
}

}  // namespace basin
