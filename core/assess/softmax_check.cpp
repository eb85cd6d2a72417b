// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/assess/softmax_check.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "core/analysis/ridge.h"
#include "core/assess/scales_check.h"
#include "core/assess/softmax_answers.h"
#include "core/experiment/catalogue.h"
#include "core/experiment/certificate_stage.h"
#include "core/experiment/method_of_theory.h"
#include "core/experiment/prepared_problem.h"
#include "core/experiment/runner.h"
#include "core/experiment/solver_labels.h"
#include "core/experiment/tradeoff_stage.h"
#include "core/numeric/check.h"
#include "core/numeric/deadline.h"
#include "core/problems/softmax_regression.h"

namespace basin {

namespace {

using Clock = std::chrono::steady_clock;

/// Collects the facts stage by stage; every stage leaves out what a stop leaves no time for.
class SoftmaxCheck {
  public:
    SoftmaxCheck(const Experiment& experiment, const AssessSpec& spec, const EventSink& sink,
                 const std::stop_token& stop)
        : experiment_(experiment), spec_(spec), sink_(sink), stop_(stop) {}

    const SoftmaxFacts& facts() const { return facts_; }

    void examine(const PreparedProblem& prepared, const SoftmaxData& data) {
        facts_.n = data.A1.rows();
        facts_.d = data.A1.cols();
        facts_.m = data.A2.rows();
        facts_.entries = data.A1.entries();
        facts_.smallest_singular_value = std::sqrt(RidgeAnalysis(data).smallest_squared_singular_value());
        facts_.minimiser = prepared.minimiser;
    }

    void certify(const PreparedProblem& prepared) {
        if (stop_.stop_requested()) return;
        facts_.method = solver_text(method_of_theory(experiment_));
        facts_.certificate = certificate_stage(experiment_, prepared, sink_, stop_);
    }

    /// What rounding leaves open of the ridges that were measured.
    void find_hidden_ridges(const PreparedProblem& prepared, const SoftmaxData& data) {
        if (stop_.stop_requested() || std::isnan(facts_.certificate.ridge_needed_minimiser)) return;
        const RidgeAnalysis analysis(data);
        const auto evaluator = prepared.problem->evaluator();
        const auto hidden_at = [&](const Vector& x) {
            Matrix H;
            return evaluator->hessian(x, H) == EvalStatus::ok ? analysis.measured(H).hidden : not_applicable;
        };
        facts_.ridge_hidden_minimiser = hidden_at(prepared.minimiser.x);
        facts_.ridge_hidden_start = hidden_at(prepared.x0);
    }

    /// Of the experiment's method and, where that has none, of newton: a draw that fails once in twenty
    /// starts spoils every radius.
    void measure_basin(const PreparedProblem& prepared) {
        const Deadline deadline(spec_.max_seconds / 2, stop_);
        facts_.basin_wanted = experiment_.basin_radius.trials > 0;
        basin_radius_stage(experiment_, prepared, facts_.certificate, sink_, deadline.token());
        const bool none = facts_.certificate.basin_knowledge() == BasinKnowledge::none;
        if (none && facts_.method != "newton" && !deadline.token().stop_requested()) {
            facts_.without_basin = std::exchange(facts_.method, "newton");
            facts_.certificate.set_basin({});
            Experiment plain = experiment_;
            plain.solvers.clear();
            basin_radius_stage(plain, prepared, facts_.certificate, sink_, deadline.token());
        }
        facts_.basin_complete = !deadline.token().stop_requested();
    }

    void compare_approximations(PreparedProblem&& prepared) {
        if (stop_.stop_requested()) return;
        Experiment experiment = experiment_;
        if (!experiment.tradeoff) experiment.tradeoff.emplace();
        experiment.tradeoff->max_seconds = std::min(experiment.tradeoff->max_seconds, spec_.max_seconds / 2);
        prepared.x0 = arriving_start(prepared);
        facts_.tradeoff_radius = (prepared.x0 - prepared.minimiser.x).norm();
        facts_.tradeoff = tradeoff_stage(experiment, prepared, sink_, stop_);
    }

  private:
    /// The experiment's start; where that lies outside the measured basin, a point towards it well inside.
    Vector arriving_start(const PreparedProblem& prepared) const {
        const double basin = facts_.certificate.basin_radius;
        const Vector offset = prepared.x0 - prepared.minimiser.x;
        const bool outside = basin > 0 && offset.norm() > basin;
        return outside ? prepared.minimiser.x + basin / 2 * offset.normalized() : prepared.x0;
    }

    const Experiment& experiment_;
    const AssessSpec& spec_;
    const EventSink& sink_;
    const std::stop_token& stop_;
    SoftmaxFacts facts_;
};

const SoftmaxData& softmax_data(const Problem& problem) {
    const SoftmaxRegression* softmax = problem.structure().softmax;
    if (!softmax)
        throw InputError("problem.family", "found another; only softmax-regression can be assessed yet");
    return softmax->data();
}

}  // namespace

Assessment assess_softmax(const Experiment& experiment, const AssessSpec& spec, const EventSink& sink,
                          const std::stop_token& stop) {
    const auto start = Clock::now();
    const EventSink emit = sink ? sink : [](const RunEvent&) {};
    PreparedProblem prepared = prepare(experiment, stop);
    const SoftmaxData& data = softmax_data(*prepared.problem);
    Assessment assessment;
    assessment.problem = prepared.problem->description();
    emit(ProblemReady{assessment.problem, prepared.problem->dimension(), prepared.x0, prepared.minimiser,
                      prepared.minimiser.smallest_eigenvalue, std::nullopt, nullptr});
    SoftmaxCheck check(experiment, spec, emit, stop);
    check.examine(prepared, data);
    check.certify(prepared);
    check.find_hidden_ridges(prepared, data);
    check.measure_basin(prepared);
    check.compare_approximations(std::move(prepared));
    assessment.questions = softmax_answers(check.facts());
    assessment.verdict = softmax_verdict(check.facts());
    if (auto scales =
            stop.stop_requested() ? std::nullopt : scales_question(experiment, spec.max_seconds / 4, stop))
        assessment.questions.insert(assessment.questions.begin() + 1, *std::move(scales));
    assessment.stopped = stop.stop_requested();
    emit(RunFinished{assessment.stopped, std::chrono::duration<double>(Clock::now() - start).count()});
    return assessment;
}

}  // namespace basin
