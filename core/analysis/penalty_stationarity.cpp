// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/penalty_stationarity.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

#include "core/analysis/unit_problem.h"
#include "core/numeric/interruption.h"
#include "core/numeric/norm.h"
#include "core/problems/elman_evaluator.h"
#include "core/problems/gradient_sizes.h"
#include "core/solvers/piecewise_affine/affine_stepper.h"

namespace basin {

namespace {

constexpr int most_step_halvings = 40;

/// First t = 2^-k that lowers f from f0; f(t) may be NaN. Returns whether there is one.
bool find_drop(const auto& f, double f0, double& t, double& drop) {
    t = 1;
    for (int k = 0; k < most_step_halvings; ++k, t /= 2) {
        drop = f0 - f(t);
        if (drop > 16 * std::numeric_limits<double>::epsilon() * std::abs(f0)) return true;
    }
    t = drop = not_applicable;
    return false;
}

/// |F| + F_ref at the weights of z; 0 or not finite where it cannot be told.
double size_at(const ElmanTraining& training, const Vector& z) {
    ElmanEvaluator evaluator(training);
    GradientSizes sizes;
    const Vector theta = z.head(training.shape().parameters());
    if (evaluator.gradient_sizes(theta, sizes) != EvalStatus::ok) return not_applicable;
    return sizes.residual + sizes.reference;
}

/// The root of the mean square; 1 where all is 0.
double usual_size(const Eigen::Ref<const Matrix>& entries) {
    const double size = safe_norm(entries.reshaped()) / std::sqrt(static_cast<double>(entries.size()));
    return size > 0 && std::isfinite(size) ? size : 1;
}

/// The size of u, where its unit is free.
double state_size(const PenaltyRnn& problem, const Vector& z) {
    const bool free = problem.training().activation.piecewise_affine();
    return free ? usual_size(states_of(problem.layout(), z).u) : 1;
}

/// Looks at all signs; returns whether it came to the end, with the largest decrease and its step.
bool try_signs(AffineStepper& stepper, double rho, double tolerance, const std::stop_token& stop,
               PenaltyStationarity& found) {
    for (std::uint32_t pattern = 0; pattern < 1U << found.zeros; ++pattern) {
        stepper.set_signs(pattern);
        if (stop.stop_requested() || !stepper.find_step(rho)) {
            found.reason = stop.stop_requested() ? "stopped" : "a step could not be computed";
            return false;
        }
        const double decrease = stepper.model_decrease(rho);
        // The model's least value is not above the present one: what says so is rounding.
        if (!(decrease >= -tolerance) || std::isinf(decrease)) {
            found.reason = "rounding hides the decrease of a step";
            return false;
        }
        ++found.patterns;
        if (pattern == 0) found.own_decrease = decrease;
        if (decrease <= found.largest_decrease) continue;
        found.largest_decrease = decrease;
        found.descent = stepper.step().s;
    }
    return true;
}

/// In units in which |F| + F_ref is about 1.
PenaltyStationarity test_in_units(const PenaltyRnn& problem, const Vector& z, double rho, double tolerance,
                                  const std::stop_token& stop) {
    PenaltyStationarity found;
    const PiecewiseAffineOptions options;
    AffineStepper stepper(problem, options, [&stop] { return stop.stop_requested(); });
    if (!stepper.start(z)) {
        found.reason = "the objective is not finite";
        return found;
    }
    stepper.choose_signs();
    found.zeros = stepper.zeros();
    if (found.zeros > most_kinks) {
        found.reason = "more than " + std::to_string(most_kinks) + " units are on their kinks";
        return found;
    }
    if (!try_signs(stepper, rho, tolerance, stop, found)) {
        found.descent.resize(0);
        return found;
    }
    if (found.largest_decrease <= tolerance) {
        found.answer = Answer::yes;
        found.descent.resize(0);
        return found;
    }
    Vector rows;
    const auto along = [&](double t) { return problem.theta_value(z + t * found.descent, rows); };
    if (find_drop(along, stepper.theta(), found.drop_step, found.drop)) {
        found.answer = Answer::no;
    } else {
        found.reason = "rounding hides the descent";
    }
    return found;
}

PenaltyStationarity test_penalty_here(const PenaltyRnn& problem, const Vector& z, double rho,
                                      double tolerance, const std::stop_token& stop) {
    const double size = size_at(problem.training(), z);
    if (!(size > 0) || !std::isfinite(size)) return test_in_units(problem, z, rho, tolerance, stop);
    // Beside u of size 1e-4 a step that is free to go 1 meets all bounds at once.
    const UnitProblem unit(problem.training(), size, usual_size(problem.training().series.X),
                           state_size(problem, z));
    const PenaltyWeights betas = unit.betas_in(problem.betas());
    if (!unit.is_finite() || !(std::min({betas.h, betas.u, betas.v}) > 0)) {
        PenaltyStationarity none;
        none.reason = "the penalty weights are out of all proportion to the objective";
        return none;
    }
    const PenaltyRnn scaled(std::make_shared<const ElmanTraining>(unit.training()), betas);
    PenaltyStationarity found = test_in_units(scaled, unit.lifted_in(z), rho, tolerance, stop);
    found.own_decrease = unit.objective_out(found.own_decrease);
    found.largest_decrease = unit.objective_out(found.largest_decrease);
    found.drop = unit.objective_out(found.drop);
    if (found.descent.size() > 0) found.descent = unit.lifted_out(found.descent);
    return found;
}

}  // namespace

PenaltyStationarity test_penalty_stationarity(const PenaltyRnn& problem, const Vector& z, double rho,
                                              double tolerance, const std::stop_token& stop) {
    PenaltyStationarity found;
    const auto test = [&] { found = test_penalty_here(problem, z, rho, tolerance, stop); };
    if (!until_stopped(stop, test)) found.reason = "stopped";
    return found;
}

}  // namespace basin
