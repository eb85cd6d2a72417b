// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/newton.h"

#include <cmath>
#include <string>
#include <utility>

#include "core/numeric/norm.h"
#include "core/solvers/recorder.h"
#include "core/solvers/start_check.h"

namespace basin {

namespace {

constexpr std::string_view exact_name = "Hessian";
constexpr std::string_view model_name = "Hessian model";

/// The vectors of a run (d), kept from one run to the next in a session.
struct Workspace {
    Vector x, g, step;
};

/// From work.x.
SolveResult iterate(Recorder& recorder, HessianModel& model, Workspace& work, std::string_view matrix_name) {
    Evaluator& evaluator = recorder.evaluator();
    auto& [x, g, step] = work;
    g.resize(x.size());
    step.resize(x.size());
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
        recorder.note({.model_decrease = 0.5 * safe_dot(g, step)});
        x -= step;
        length = 1;
    }
}

class NewtonSession final : public SolverSession {
  public:
    NewtonSession(const Problem& problem, const SolverOptions& options, std::unique_ptr<HessianModel> model,
                  std::string_view matrix_name)
        : recorder_(problem, options), model_(std::move(model)), matrix_name_(matrix_name) {}

    const SolveResult& solve(const Vector& x0, std::stop_token stop) override {
        recorder_.restart(x0, std::move(stop), std::move(result_));
        work_.x = recorder_.start();
        result_ = iterate(recorder_, *model_, work_, matrix_name_);
        return result_;
    }

  private:
    Recorder recorder_;
    std::unique_ptr<HessianModel> model_;
    std::string_view matrix_name_;
    Workspace work_;
    SolveResult result_;
};

}  // namespace

Newton::Newton(const SolverOptions& options) : options_(options) {
    options_.validate();
}

std::optional<std::string> Newton::rejects(const Problem& problem) const {
    return reject_dense_hessian(problem.dimension(), 2);
}

SolveResult Newton::solve(const Problem& problem, const Vector& x0, const Observer& observer,
                          std::stop_token stop) const {
    if (auto refused = refuse_input(*this, problem, x0)) return *std::move(refused);
    Recorder recorder(problem, x0, options_, observer, std::move(stop));
    const auto model = make_hessian_model({.approximation = Approximation::exact}, x0.size());
    Workspace work{recorder.start(), {}, {}};
    return iterate(recorder, *model, work, exact_name);
}

std::unique_ptr<SolverSession> Newton::session(const Problem& problem) const {
    return std::make_unique<NewtonSession>(
        problem, options_, make_hessian_model({.approximation = Approximation::exact}, problem.dimension()),
        exact_name);
}

ApproximateNewton::ApproximateNewton(const SolverOptions& options, const ApproximationOptions& approximation)
    : options_(options), approximation_(approximation) {
    options_.validate();
    approximation_.validate();
}

std::optional<std::string> ApproximateNewton::rejects(const Problem& problem) const {
    return reject_approximation(approximation_, problem);
}

SolveResult ApproximateNewton::solve(const Problem& problem, const Vector& x0, const Observer& observer,
                                     std::stop_token stop) const {
    if (auto refused = refuse_input(*this, problem, x0)) return *std::move(refused);
    double achieved = not_applicable;  // the largest
    const Observer watch = [&](const IterationEvent& event) {
        achieved = std::fmax(achieved, event.record.achieved_error);
        return observer ? observer(event) : Proceed::yes;
    };
    const bool watched = options_.measure_errors && info_of(approximation_.approximation).draws;
    Recorder recorder(problem, x0, options_, watched ? watch : observer, std::move(stop));
    const auto model = make_hessian_model(approximation_, x0.size());
    Workspace work{recorder.start(), {}, {}};
    SolveResult result = iterate(recorder, *model, work, model_name);
    for (const std::string& text :
         {approximation_caveat(approximation_, problem), achieved_error_text(approximation_, achieved)}) {
        if (!text.empty()) result.message += " " + text;
    }
    return result;
}

std::unique_ptr<SolverSession> ApproximateNewton::session(const Problem& problem) const {
    return std::make_unique<NewtonSession>(
        problem, options_, make_hessian_model(approximation_, problem.dimension()), model_name);
}

}  // namespace basin
