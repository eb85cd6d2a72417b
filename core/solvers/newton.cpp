// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/newton.h"

#include <utility>

#include "core/solvers/recorder.h"

namespace basin {

namespace {

SolveResult iterate(Recorder& recorder, HessianModel& model, const Vector& x0, std::string_view matrix_name) {
    Evaluator& evaluator = recorder.evaluator();
    Vector x = x0, g(x0.size()), step(x0.size());
    double objective = not_applicable, length = not_applicable;
    for (;;) {
        if (evaluator.gradient(x, objective, g) != EvalStatus::ok) return recorder.end_not_finite(x);
        if (!recorder.reach(x, objective, g, length)) return recorder.result();
        if (model.assemble(evaluator, x, recorder.iteration()) != EvalStatus::ok) {
            return recorder.end_not_finite(x);
        }
        if (!recorder.emit(model.exact_hessian(), &model)) return recorder.result();
        if (!model.positive_definite()) return recorder.end_indefinite(model.matrix(), matrix_name);
        model.solve(g, step);
        x -= step;
        length = 1;
    }
}

}  // namespace

Newton::Newton(const SolverOptions& options) : options_(options) {
    options_.validate();
}

SolveResult Newton::solve(const Problem& problem, const Vector& x0, const Observer& observer,
                          std::stop_token stop) const {
    if (auto refused = refuse_input(*this, problem, x0)) return *std::move(refused);
    Recorder recorder(problem, x0, options_, observer, std::move(stop));
    const auto model = make_hessian_model({.approximation = Approximation::exact}, x0.size());
    return iterate(recorder, *model, x0, "Hessian");
}

ApproximateNewton::ApproximateNewton(const SolverOptions& options, const ApproximationOptions& approximation)
    : options_(options), approximation_(approximation) {
    options_.validate();
    approximation_.validate();
}

SolveResult ApproximateNewton::solve(const Problem& problem, const Vector& x0, const Observer& observer,
                                     std::stop_token stop) const {
    if (auto refused = refuse_input(*this, problem, x0)) return *std::move(refused);
    Recorder recorder(problem, x0, options_, observer, std::move(stop));
    const auto model = make_hessian_model(approximation_, x0.size());
    return iterate(recorder, *model, x0, "Hessian model");
}

}  // namespace basin
