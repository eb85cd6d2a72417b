// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/network_outcome.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/experiment/prepared_problem.h"
#include "core/experiment/results.h"
#include "core/experiment/solver_labels.h"
#include "core/numeric/interruption.h"
#include "core/solvers/piecewise_affine/condensed_step.h"

namespace basin {

namespace {

/// Sign choices times unknowns: beyond it, enumerating would take minutes.
constexpr double most_enumerated = 1 << 20;

/// Beyond these, a piecewise-affine step could take more than seconds or half a gigabyte: N, and T Nh N and T
/// Nh N^2, what a factorisation of the interior-point method stores and works.
constexpr double most_weights = 2000, most_border = 1 << 25, most_border_work = 5e9;
/// T Nh (Nh + Nx + 1) of a wide network, whose step takes some hundred sweeps: seconds.
constexpr double most_wide_sweep = 1.5e7;

/// Theta at the start: what no run of piecewise-affine goes above.
double level_of(const PreparedProblem& prepared) {
    Vector rows;
    return penalised_form(prepared).theta_value(lifted_start(prepared), rows);
}

void measure_feasibility(const ElmanTraining& training, const Vector& rows, NetworkOutcome& outcome) {
    const LiftedLayout layout = lifted_layout(training);
    const ConstStates r = row_parts(layout, rows);
    const auto steps = static_cast<double>(layout.steps);
    outcome.feasibility_h = r.h.norm() / steps;
    outcome.feasibility_u = r.u.norm() / steps;
    outcome.feasibility_v = r.v.norm() / steps;
}

void test_penalised(const PenaltyRnn& problem, const Vector& z, const std::stop_token& stop,
                    NetworkOutcome& outcome) {
    const auto u = states_of(problem.layout(), z).u;
    const auto zeros = static_cast<double>((u.array() == 0).count());
    PenaltyStationarity& found = outcome.penalised.emplace();
    found.zeros = static_cast<Index>(zeros);
    const bool quick = is_step_quick(problem.layout()) &&
                       std::exp2(zeros) * static_cast<double>(z.size()) <= most_enumerated;
    if (quick) {
        found = test_penalty_stationarity(problem, z, 0.5, 1e-8, stop);
    } else {
        found.reason = "the sides of the kinks are too many, or a step takes too long, to try them all";
    }
}

/// That multipliers touch their penalty weights; empty where they stay below.
std::string threshold_note(const PenaltyThresholds& least) {
    if (!least.is_capped()) return {};
    std::string touched;
    for (const auto& [name, capped] :
         {std::pair("beta_h", least.capped_h), {"beta_u", least.capped_u}, {"beta_v", least.capped_v}}) {
        if (capped) touched += std::string(touched.empty() ? "" : ", ") + name;
    }
    return "Multipliers touch the penalty weights of this run (" + touched +
           "): the thresholds are at least these weights, and the penalised problem may end where the "
           "network's equations do not hold.";
}

}  // namespace

const PenaltyRnn& penalised_form(const PreparedProblem& prepared) {
    return *prepared.others.at(0).problem->structure().penalised_network;
}

const Vector& lifted_start(const PreparedProblem& prepared) {
    return prepared.others.at(0).start;
}

bool is_step_quick(const LiftedLayout& layout) {
    const auto weights = static_cast<double>(layout.parameters());
    const double border = static_cast<double>(layout.states()) * weights;
    return weights <= most_weights && border <= most_border && border * weights <= most_border_work;
}

PenaltyThresholds quick_thresholds(const PenaltyRnn& problem, const Vector& z) {
    const LiftedLayout layout = problem.layout();
    const bool rows_give_way = is_step_quick(layout);
    const bool is_wide = layout.parameters() > CondensedStep::most_dense;
    const double sweep =
        static_cast<double>(layout.states()) * static_cast<double>(layout.shape.regressors());
    if (!rows_give_way && !(is_wide && sweep <= most_wide_sweep)) return {};
    return thresholds_a_posteriori(problem, z, 0.5, rows_give_way);
}

std::shared_ptr<const NetworkOutcome> network_outcome(const PreparedProblem& prepared, const Vector& x,
                                                      const std::stop_token& stop) {
    const PenaltyRnn& penalised = penalised_form(prepared);
    const ElmanTraining& training = penalised.training();
    auto outcome = std::make_shared<NetworkOutcome>();
    outcome->weights = x.head(training.shape().parameters());
    outcome->outputs = predict(training, outcome->weights);
    outcome->train_error = mean_square_error(outcome->outputs.train, training.series.Y);
    outcome->test_error = mean_square_error(outcome->outputs.test, training.series.Y_test);
    outcome->objective = network_objective(training, outcome->weights, outcome->outputs.train);
    if (training.series.frame)
        outcome->judgement = judge_series(training, outcome->weights, outcome->outputs);
    const bool is_lifted = x.size() == penalised.dimension();
    const Vector z = is_lifted ? x : lift(training, outcome->weights);
    Vector rows;
    residuals(training, z, rows);
    if (is_lifted) measure_feasibility(training, rows, *outcome);
    NetworkStationarity& tested = outcome->stationarity;
    if (!std::isfinite(outcome->objective) || !z.allFinite()) tested.reason = "the objective is not finite";
    if (stop.stop_requested()) tested.reason = "stopped";
    if (!tested.reason.empty()) return outcome;
    outcome->a_priori = thresholds_a_priori(training, level_of(prepared));
    outcome->at_point = thresholds_at_point(training, z);
    tested = test_network_stationarity(training, outcome->weights, stop);
    if (!stop.stop_requested())
        until_stopped(stop, [&] { outcome->a_posteriori = quick_thresholds(penalised, z); });
    if (is_lifted) {
        test_penalised(penalised, z, stop, *outcome);
        outcome->note = threshold_note(outcome->a_posteriori);
    }
    return outcome;
}

Minimiser best_solution(const PreparedProblem& prepared, const std::vector<SolverRun>& runs) {
    Minimiser best = prepared.minimiser;
    const SolverRun* found = nullptr;
    for (const SolverRun& run : runs) {
        if (!run.network || !std::isfinite(run.network->objective)) continue;
        if (!found || run.network->objective < found->network->objective) found = &run;
    }
    best.x = found ? found->network->weights : prepared.x0;
    const auto evaluator = prepared.problem->evaluator();
    Vector gradient;
    if (evaluator->gradient(best.x, best.objective, gradient) == EvalStatus::ok)
        best.gradient_norm = gradient.stableNorm();
    best.note = found ? "The best weights that a run found, by " +
                            run_labels(runs)[static_cast<std::size_t>(found - runs.data())] + "."
                      : "The start: no run has found better weights.";
    return best;
}

}  // namespace basin
