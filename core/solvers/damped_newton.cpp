// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/damped_newton.h"

#include <utility>

#include "core/numeric/check.h"
#include "core/numeric/norm.h"
#include "core/solvers/hessian_approximation.h"
#include "core/solvers/recorder.h"
#include "core/solvers/shifted_direction.h"
#include "core/solvers/start_check.h"

namespace basin {

namespace {

bool goes_by_products(const Problem& problem, const DampedNewtonOptions& damping) {
    return problem.structure().network && problem.dimension() > damping.dense_up_to;
}

}  // namespace

void DampedNewtonOptions::validate() const {
    line_search.validate();
    require(shift > 0 && shift < 1, "shift", shift, "0 < shift < 1");
    require(tolerance > 0 && tolerance < 1, "tolerance", tolerance, "0 < tolerance < 1");
    require(dense_up_to >= 0, "dense_up_to", dense_up_to, "a value >= 0");
}

DampedNewton::DampedNewton(const SolverOptions& options, const DampedNewtonOptions& damping)
    : options_(options), damping_(damping) {
    options_.validate();
    damping_.validate();
}

std::optional<std::string> DampedNewton::rejects(const Problem& problem) const {
    const Index d = problem.dimension();
    // The basis of Lanczos' method has 64 of them.
    if (goes_by_products(problem, damping_)) return reject_matrix("damped-newton, 80 vectors", d, 80);
    return reject_dense_hessian(d, 3);
}

SolveResult DampedNewton::solve(const Problem& problem, const Vector& x0, const Observer& observer,
                                std::stop_token stop) const {
    if (auto refused = refuse_input(*this, problem, x0)) return *std::move(refused);
    Recorder recorder(problem, x0, options_, observer, std::move(stop));
    Evaluator& evaluator = recorder.evaluator();
    ArmijoSearch line_search(evaluator, damping_.line_search, x0.size());
    const auto direction = goes_by_products(problem, damping_) ? direction_by_products(recorder, damping_)
                                                               : formed_direction(recorder, damping_);
    Vector x = recorder.start(), g(x0.size()), p(x0.size());
    double objective = not_applicable, length = not_applicable;
    for (;;) {
        if (evaluator.gradient(x, objective, g) != EvalStatus::ok) return recorder.end_not_finite(x);
        if (!recorder.reach(x, objective, g, length)) return recorder.result();
        if (direction->move_to(x) != EvalStatus::ok) return recorder.end_not_finite(x);
        if (!recorder.emit(direction->hessian())) return recorder.result();
        if (!direction->compute(g, p)) return direction->end();
        const double slope = safe_dot(g, p);
        length = line_search.search(x, p, objective, slope, 1);
        if (!(length > 0)) return recorder.end_without_descent();
        recorder.note({.model_decrease = -length * (1 - length / 2) * slope});
        x = line_search.trial();
    }
}

}  // namespace basin
