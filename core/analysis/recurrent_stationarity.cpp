// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/recurrent_stationarity.h"

#include <cmath>

#include "core/analysis/first_order_test.h"
#include "core/analysis/second_order_test.h"
#include "core/analysis/stationary_search.h"
#include "core/analysis/unit_problem.h"
#include "core/analysis/wide_curvature.h"
#include "core/numeric/input_error.h"
#include "core/numeric/interruption.h"
#include "core/numeric/symmetric_eigen.h"

namespace basin {

namespace {

constexpr double farthest = 0.1;  // of |F| + F_ref, from weights to the point that speaks for them

/// |F(a) - F(b)|.
double change_of_residual(const ElmanTraining& training, const Vector& a, const Vector& b) {
    const Vector roots = training.lambdas.per_entry(training.shape()).cwiseSqrt();
    const double outputs = (predict(training, a).train - predict(training, b).train).stableNorm();
    return std::hypot(outputs / std::sqrt(static_cast<double>(training.steps())),
                      roots.cwiseProduct(a - b).stableNorm());
}

void record_slopes(const FirstOrderTest& first, NetworkStationarity& found) {
    for (Index k = 0; k < first.mu().size(); ++k) {
        if (!first.has_effect(k)) continue;
        const double slope = first.mu()[k] / first.state_gradients()[k];
        found.least_slope = std::fmin(found.least_slope, slope);
        found.largest_slope = std::fmax(found.largest_slope, slope);
    }
}

/// The smallest eigenvalue of H where J d = 0, in the weights' own units.
double smallest_curvature(const Matrix& H, const Matrix& jacobian, const std::stop_token& stop) {
    const Matrix basis = FreeDirections(jacobian).basis();
    SymmetricEigen eigen;
    if (basis.cols() == 0 || stop.stop_requested()) return not_applicable;
    const bool known = eigen.compute(restricted(H, basis), SymmetricEigen::Wanted::values);
    return known ? eigen.values()[0] : not_applicable;
}

void record_curvature(const UnitProblem& problem, KinkLagrangian& lagrangian, const SecondOrderTest& second,
                      const std::stop_token& stop, NetworkStationarity& found) {
    const Matrix jacobian = lagrangian.jacobian();
    if (second.hessian().size() > 0) {
        found.least_curvature = smallest_curvature(problem.hessian_out(second.hessian()), jacobian, stop);
        if (!std::isnan(found.least_curvature)) found.curvature_error = 0;
    } else if (found.cone_dimension > 0) {
        const auto ends = ends_of_hessian(lagrangian, jacobian, problem.hessian_factors(), stop);
        if (!ends) return;
        found.least_curvature = ends->smallest;
        found.curvature_error = ends->error;
        // A Ritz value is never below the smallest eigenvalue: in these units too it has to be positive.
        if (!found.second_order_estimated || ends->smallest > 0) return;
        found.second_order = Answer::not_decided;
        found.second_order_estimated = false;
        found.reason = "Lanczos leaves open whether the surface bends upward everywhere";
    }
}

/// The certificate at theta', where the search has left the Lagrangian.
void certify_search(const UnitProblem& problem, KinkLagrangian& lagrangian, const StationarySearch& search,
                    ShownDescent& descent, Index dense_up_to, const std::stop_token& stop,
                    NetworkStationarity& found) {
    const KinkFlows& flows = search.flows();
    found.rank = flows.rank;
    found.cone_dimension = lagrangian.theta().size() - flows.rank;
    FirstOrderTest first(lagrangian, flows, search.lengths(), search.size(), descent, stop);
    found.first_order = first.run();
    found.reason = first.reason();
    record_slopes(first, found);
    if (found.first_order != Answer::yes) return;
    if (!first.has_flows()) {
        found.reason = "no flows through the kinks serve all their sides";
        return;
    }
    SecondOrderTest second(lagrangian, first, search.lengths(), search.size(), descent, dense_up_to, stop);
    found.second_order = second.run();
    found.reason = second.reason();
    found.second_order_estimated =
        found.second_order == Answer::yes && lagrangian.training().shape().parameters() > dense_up_to;
    if (second.is_strict()) record_curvature(problem, lagrangian, second, stop, found);
}

void record_descent(const UnitProblem& problem, const ShownDescent& descent, const Vector& theta,
                    NetworkStationarity& found) {
    if (found.first_order != Answer::no && found.second_order != Answer::no) return;
    const Vector step = problem.weights_out(descent.end()) - theta;
    found.drop_step = step.stableNorm();
    found.descent = step / found.drop_step;
    found.drop = problem.objective_out(descent.drop());
}

/// What is told of theta itself, before the search moved on.
void record_start(const UnitProblem& problem, const StationarySearch& search, NetworkStationarity& found) {
    found.reason = search.reason();
    found.zeros = search.kinks_at_start();
    const KinkFlows& flows = search.at_start();
    if (flows.residual.size() == 0) return;
    found.residual = problem.gradient_out(flows.residual).stableNorm();
    found.relative_residual = flows.share;
    found.rank = flows.rank;
    found.cone_dimension = flows.residual.size() - flows.rank;
}

/// What is told of theta', where the search has ended; false where that is too far to speak for theta.
bool record_point(const UnitProblem& problem, const KinkLagrangian& lagrangian,
                  const StationarySearch& search, const Vector& start, NetworkStationarity& found) {
    const double distance = change_of_residual(problem.training(), lagrangian.theta(), start) / search.size();
    if (!(distance <= farthest)) {
        found.reason = "no point where the gradient vanishes is near";
        return false;
    }
    found.zeros = static_cast<Index>(lagrangian.kinks().size());
    found.point = problem.weights_out(lagrangian.theta());
    found.distance = distance;
    return true;
}

/// The certificate where P > 0 and its derivatives are finite.
NetworkStationarity certify_near(const UnitProblem& problem, const Vector& theta, Index dense_up_to,
                                 const std::stop_token& stop) {
    NetworkStationarity found;
    const Vector start = problem.weights_in(theta);
    KinkLagrangian lagrangian(problem.training());
    ShownDescent descent(problem.training(), start);
    StationarySearch search(lagrangian, descent, dense_up_to, stop);
    const StationarySearch::Outcome outcome = search.run(start);
    record_start(problem, search, found);
    if (outcome == StationarySearch::Outcome::descends) found.first_order = Answer::no;
    if (outcome == StationarySearch::Outcome::found &&
        record_point(problem, lagrangian, search, start, found)) {
        found.change = problem.objective_out(descent.value_at(lagrangian.theta()) - descent.value());
        certify_search(problem, lagrangian, search, descent, dense_up_to, stop, found);
    }
    record_descent(problem, descent, theta, found);
    return found;
}

NetworkStationarity test_here(const ElmanTraining& training, const Vector& theta, Index dense_up_to,
                              const std::stop_token& stop) {
    NetworkStationarity found;
    GradientSizes sizes;
    double value = 0;
    ElmanEvaluator evaluator(training);
    if (stop.stop_requested()) {
        found.reason = "stopped";
    } else if (evaluator.value(theta, value) != EvalStatus::ok) {
        found.reason = "the objective is not finite";
    } else if (value == 0) {
        found.first_order = found.second_order = Answer::yes;  // no sum of squares is less
        found.residual = found.relative_residual = found.distance = found.change = 0;
        found.point = theta;
    } else if (evaluator.gradient_sizes(theta, sizes) != EvalStatus::ok) {
        found.reason = "the derivatives overflow";
    } else {
        const UnitProblem problem(training, sizes.residual + sizes.reference);
        if (problem.is_finite()) return certify_near(problem, theta, dense_up_to, stop);
        found.reason = "the Tikhonov weights are out of all proportion to the objective";
    }
    return found;
}

}  // namespace

NetworkStationarity test_network_stationarity(const ElmanTraining& training, const Vector& theta,
                                              const std::stop_token& stop, Index dense_up_to) {
    NetworkStationarity found;
    try {
        if (theta.size() > dense_up_to) require_wide_fits(theta.size());
    } catch (const InputError& error) {
        found.reason = error.what();
        return found;
    }
    if (!until_stopped(stop, [&] { found = test_here(training, theta, dense_up_to, stop); }))
        found.reason = "stopped";
    return found;
}

}  // namespace basin
