// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>

#include "tests/support/synthetic_results.h"
#include "tests/support/synthetic_sweep.h"
#include "ui/families/softmax_view.h"
#include "ui/plots/plot_kind.h"

namespace basin::test {

/// How a made-up run on a network goes: its objective falls from 2 to this end, or grows beyond all bounds.
struct NetworkPace {
    const char* solver;
    double end;
    Termination termination;
};
inline constexpr std::array networkPaces{NetworkPace{"piecewise-affine", 1.03, Termination::converged},
                                         NetworkPace{"adam", 0.98, Termination::iteration_limit},
                                         NetworkPace{"gradient-descent", 1e9, Termination::diverged}};

inline NetworkMeasures syntheticMeasures(bool lifted, double objective, Index iteration) {
    NetworkMeasures m;
    const auto k = static_cast<double>(iteration);
    m.network_objective = objective;
    m.train_error = 0.6 * objective;
    m.test_error = 0.8 * objective;
    if (lifted) {
        m.feasibility_h = 0.3 * std::pow(0.8, k);
        m.feasibility_u = 0.2 * std::pow(0.8, k);
        m.feasibility_v = 0;
    }
    m.zeros = std::min(k, 8.0);
    m.near_zeros = m.zeros + 3;
    m.kinks_crossed = iteration % 4 == 0 ? 2 : 0;
    m.slope_jump = 0.05 * m.zeros;
    m.nondifferentiable_share = m.zeros > 0 ? 1 : 0;
    m.spectral_radius = 0.2 + 0.03 * k;
    m.recurrent_norm = 0.4 + 0.03 * k;
    m.multiplier_growth = 0.3;
    return m;
}

/// Predicted as the targets, but for a shift by error.
inline std::shared_ptr<const NetworkOutcome> syntheticOutcome(const ElmanSeries& series,
                                                              const NetworkPace& pace, double error) {
    auto outcome = std::make_shared<NetworkOutcome>();
    outcome->outputs.train = series.Y.array() + error;
    outcome->outputs.test = series.Y_test.array() - error;
    outcome->weights = Vector::Zero(55);
    outcome->objective = pace.end;
    outcome->train_error = outcome->test_error = error * error;
    outcome->a_priori = {504, 504, 2};
    outcome->at_point = {0.8, 0.8, -0.2};
    outcome->a_posteriori = {std::log10(0.302), std::log10(0.1), std::log10(0.364)};
    outcome->stationarity.zeros = 8;
    outcome->stationarity.residual = 1e-9;
    outcome->stationarity.first_order = outcome->stationarity.second_order = Answer::yes;
    outcome->stationarity.least_curvature = 0.0111;
    if (std::string_view(pace.solver) == "piecewise-affine") {
        outcome->feasibility_h = outcome->feasibility_u = outcome->feasibility_v = 1e-7;
        outcome->penalised.emplace().answer = Answer::yes;
        return outcome;
    }
    outcome->stationarity.first_order = Answer::no;
    outcome->stationarity.second_order = Answer::not_decided;
    outcome->stationarity.drop_step = 0.25;
    outcome->stationarity.drop = 0.004;
    return outcome;
}

inline SolverRun syntheticNetworkRun(const NetworkPace& pace, const ElmanSeries& series, Index steps) {
    SolverRun run;
    run.spec.name = pace.solver;
    const bool lifted = run.spec.name == "piecewise-affine", diverges = pace.end > 2;
    for (Index k = 0; k <= steps; ++k) {
        const double share = std::pow(0.85, static_cast<double>(k));
        const double objective =
            diverges ? 2 * std::pow(3, static_cast<double>(k)) : pace.end + (2 - pace.end) * share;
        IterationRecord record;
        record.iteration = k;
        record.seconds = 1e-3 * static_cast<double>(k);
        record.objective = objective;
        record.gradient_norm = diverges ? objective : 0.5 * share;
        record.step_norm = k > 0 ? 0.3 * share : not_applicable;
        record.network = syntheticMeasures(lifted, objective, k);
        run.history.push_back(record);
        run.path.push_back({0.8 * share, 0.3 * share * std::cos(0.3 * static_cast<double>(k)), 0.1 * share});
        run.eigenvalues.push_back(Vector{{-0.1 * share, 0.3, 1.2, 5}});
        run.model_eigenvalues.emplace_back();
    }
    run.result.termination = pace.termination;
    run.result.iterations = steps;
    run.result.objective = run.history.back().objective;
    run.result.message = "Ended.";
    run.network = syntheticOutcome(series, pace, diverges ? 50 : lifted ? 0.05 : 0.02);
    return run;
}

/// Exact above a weight of 0.36.
inline std::shared_ptr<const ExactnessCurve> syntheticExactness() {
    auto curve = std::make_shared<ExactnessCurve>();
    for (const double beta : {0.1, 0.2, 0.3, 0.36, 0.4, 0.8}) {
        ExactnessPoint point;
        point.betas = {beta, beta, beta};
        point.violation_h = beta > 0.3 ? 1e-7 : 1 - beta;
        point.violation_u = 0;
        point.violation_v = beta > 0.36 ? 1e-6 : 1.5 - beta;
        point.objective = 1;
        point.termination = Termination::converged;
        curve->points.push_back(point);
    }
    curve->a_posteriori = {std::log10(0.302), std::log10(0.1), std::log10(0.364)};
    curve->complete = true;
    return curve;
}

/// A finished run of three solvers on a network of three outputs, with everything in it.
inline Results syntheticNetworkResults() {
    Results results;
    results.experiment.title = "Synthetic network";
    ElmanProblemSpec problem;
    problem.steps = 24;
    problem.test_steps = 8;
    results.experiment.problem = problem;
    results.experiment.landscape = LandscapeSpec{};
    results.experiment.spectrum = SpectrumSpec{};
    results.experiment.basin_map = BasinMapSpec{};
    results.experiment.exactness = ExactnessSpec{};
    results.series = std::make_shared<const ElmanSeries>(make_series(problem));
    for (const NetworkPace& pace : networkPaces) {
        results.experiment.solvers.push_back({pace.solver, {}});
        results.runs.push_back(syntheticNetworkRun(pace, *results.series, pace.end > 2 ? 12 : 30));
    }
    results.x0 = Vector::Zero(4);
    results.x0[0] = 0.8;
    results.minimiser.x = Vector::Zero(4);
    results.minimiser.objective = 0.98;
    results.landscape = syntheticLandscape(65, 0.9);
    auto map = std::make_shared<BasinMap>(*syntheticBasinMap(8, 5));
    for (BasinMapCell& cell : map->cells)
        if (cell.trials > 0) cell.median_objective = 1 + 0.05 * static_cast<double>(24 - cell.successes);
    results.basin_map = map;
    results.exactness = syntheticExactness();
    return results;
}

/// Results that a plot of this kind has something to show of.
inline Results resultsFor(ui::PlotKind kind) {
    Results results = ui::softmaxView().offers(kind) ? syntheticResults() : syntheticNetworkResults();
    if (kind == ui::PlotKind::slope_rose) {
        // Computed anew from the problem, which is one of as many unknowns.
        SoftmaxProblemSpec problem;
        problem.instance.n = 12;
        problem.instance.d = 4;
        problem.instance.m = 3;
        results.experiment.problem = problem;
        for (SolverRun& run : results.runs) run.result.x = Vector::Constant(4, 0.1);
    }
    if (kind == ui::PlotKind::sweep) {
        results.experiment.sweep = syntheticSweepSpec();
        results.sweep = syntheticSweep(results.experiment);
    }
    if (kind != ui::PlotKind::arrivals) return results;
    results.experiment.repeats = RepeatsSpec{.count = 20};
    results.repeats = syntheticRepeats(results.experiment.solvers.size(), 20);
    return results;
}

}  // namespace basin::test
