// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/minimiser.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "core/analysis/arrival.h"
#include "core/analysis/kink_minimiser.h"
#include "core/analysis/point_curvature.h"
#include "core/analysis/polish.h"
#include "core/numeric/interruption.h"
#include "core/numeric/random.h"
#include "core/numeric/text.h"
#include "core/problems/flat_directions.h"
#include "core/problems/gradient_sizes.h"
#include "core/solvers/damped_newton.h"
#include "core/solvers/trust_region_newton.h"

namespace basin {

namespace {

constexpr double tolerance = 1e-12;
constexpr Index max_iterations = 1000;  // of one descent
constexpr int max_escapes = 5;
constexpr int max_kink_visits = 20;
// Of X. x* is used to 1e-6 X, as basin maps do: a tenth of that must be certain.
constexpr double position_tolerance = 1e-7;
// Of X: as far as a Newton step from where a descent ended may still lead (mathematics.md 1.6).
constexpr double last_step = 1e-3;

/// Where the search ended, with the Hessian there.
struct Candidate {
    SolveResult run;
    std::optional<PointCurvature> curvature;
    Vector newton_step;  // d, H^{-1} grad; empty when there is none

    bool converged() const { return run.termination == Termination::converged; }
    bool stuck() const {
        return run.termination == Termination::stalled || run.termination == Termination::iteration_limit;
    }
    double rounding() const { return curvature ? curvature->rounding() : 0; }
    bool bends_down() const { return curvature && curvature->smallest() < -curvature->rounding(); }
    bool bends_up() const { return curvature && curvature->smallest() > curvature->rounding(); }
};

Candidate descend(const Problem& problem, const Vector& x_start, const std::stop_token& stop) {
    const SolverOptions options = trial_options({.gradient_tolerance = tolerance}, max_iterations);
    Candidate candidate;
    const bool dense = problem.dimension() <= dense_dimension;
    candidate.run = dense ? DampedNewton(options).solve(problem, x_start, {}, stop)
                          : TrustRegionNewton(options).solve(problem, x_start, {}, stop);
    interruption_point();
    const Vector& x = candidate.run.x;
    Vector g;
    double objective = 0;
    const bool unusable =
        candidate.run.termination == Termination::stopped || x.size() != problem.dimension();
    if (unusable || problem.evaluator()->gradient(x, objective, g) != EvalStatus::ok) return candidate;
    candidate.curvature.emplace(problem, x, stop);
    if (!candidate.curvature->newton_step(g, candidate.newton_step)) candidate.newton_step.resize(0);
    return candidate;
}

/// Calls visit with the coordinate directions, as many seeded random ones, and their opposites.
template <typename Visit>
void each_direction(Index d, Visit visit) {
    RandomStream stream(1);
    for (Index i = 0; i < d; ++i) {
        const Vector coordinate = Vector::Unit(d, i), random = uniform_direction(stream, d);
        for (const Vector* direction : {&coordinate, &random}) {
            visit(*direction);
            visit(-*direction);
        }
    }
}

/// The smallest slope of L from x over a distance that crosses the kinks that x is near to.
double smallest_slope(const Problem& problem, const Vector& x, double distance) {
    const auto evaluator = problem.evaluator();
    double smallest = std::numeric_limits<double>::infinity(), here = 0, there = 0;
    if (evaluator->value(x, here) != EvalStatus::ok) return not_applicable;
    each_direction(x.size(), [&](const Vector& direction) {
        if (evaluator->value(x + distance * direction, there) != EvalStatus::ok) return;
        smallest = std::min(smallest, (there - here) / distance);
    });
    return smallest;
}

/// Whether L grows to both sides of x on a line, exactly at x.
bool proved_on_a_line(const Problem& problem, const Vector& x) {
    const auto evaluator = problem.evaluator();
    double right = 0, left = 0, second = 0;
    return x.size() == 1 &&
           evaluator->directional_derivative(x, Vector::Ones(1), right, second) == EvalStatus::ok &&
           evaluator->directional_derivative(x, -Vector::Ones(1), left, second) == EvalStatus::ok &&
           right > 0 && left > 0;
}

/// A descent that stalls on a kinked problem has most likely met a kink: says what the slopes tell about it.
void judge_kink(const Problem& problem, Minimiser& minimiser) {
    minimiser.verified = proved_on_a_line(problem, minimiser.x);
    if (minimiser.verified) return;
    const double distance = 1e-6 * point_length(problem, minimiser.x);
    const double slope = smallest_slope(problem, minimiser.x, distance);
    minimiser.note = "The descent ended on a kink: over " + std::to_string(4 * problem.dimension()) +
                     " directions and a distance of " + number_text(distance) + " the smallest slope is " +
                     number_text(slope) +
                     (slope >= 0 ? ", which suggests a minimum but does not prove it."
                                 : ", so that a minimum may lie further along the kink.");
}

/// How far a step in double precision may miss x* (mathematics.md 1.4): by the rounding of x, of the gradient
/// that it goes by, and by what is not known of x*; in the energy norm the condition comes in.
double resolution_at(const Problem& problem, const PointCurvature& curvature, const Minimiser& minimiser) {
    const double size = std::max(std::abs(curvature.smallest()), std::abs(curvature.largest()));
    const double rounding = std::numeric_limits<double>::epsilon() * minimiser.x.norm();
    GradientSizes sizes;
    double of_gradient = size * rounding;
    if (problem.evaluator()->gradient_sizes(minimiser.x, sizes) == EvalStatus::ok) {
        for (const GradientPart& part : sizes.parts) of_gradient = std::max(of_gradient, part.rounding);
    }
    const double l = curvature.smallest() - curvature.error();
    return std::sqrt(size / l) * (rounding + minimiser.error) + 2 * of_gradient / l;
}

/// Takes x to more than double precision, or as near to x* as doubles tell. False where x is not near a
/// point that Newton's method leads to.
bool polish_minimiser(const Problem& problem, const Candidate& candidate, Minimiser& minimiser) {
    const double length = point_length(problem, minimiser.x);
    if (const SoftmaxRegression* softmax = problem.structure().softmax) {
        auto point = polish(*softmax, minimiser.x, *candidate.curvature, last_step * length);
        if (!point || !(point->error <= position_tolerance * length)) return false;
        minimiser.x = std::move(point->x.high);
        minimiser.low = std::move(point->x.low);
        minimiser.error = point->error;
        Vector g;
        problem.evaluator()->gradient(minimiser.x, minimiser.objective, g);
        minimiser.gradient_norm = g.stableNorm();
    } else {
        if (candidate.newton_step.size() == 0) return false;
        const double step = candidate.newton_step.stableNorm();
        if (!(step <= position_tolerance * length)) return false;
        minimiser.error = 2 * step + std::numeric_limits<double>::epsilon() * minimiser.x.norm();
    }
    minimiser.resolution = resolution_at(problem, *candidate.curvature, minimiser);
    // The eigenvector hardly turns on the way, and what it does enters squared.
    Vector Hv;
    const Vector& softest = candidate.curvature->softest();
    if (problem.evaluator()->hessian_product(minimiser.x, softest, Hv) == EvalStatus::ok)
        minimiser.smallest_eigenvalue = softest.dot(Hv) / softest.squaredNorm();
    return true;
}

void verify_candidate(const Problem& problem, const Candidate& candidate, Minimiser& minimiser) {
    const bool kinked = problem.smoothness() == Smoothness::piecewise_smooth;
    const bool softmax = problem.structure().softmax != nullptr;
    if (candidate.run.termination == Termination::stalled && kinked && !(softmax && candidate.bends_up())) {
        judge_kink(problem, minimiser);
    } else if (candidate.run.termination == Termination::iteration_limit) {
        // The message of a run would speak of a limit that nobody can raise here.
        minimiser.note = "The search came to no end in " + std::to_string(max_iterations) +
                         " iterations, |grad| = " + number_text(minimiser.gradient_norm) +
                         ": start closer or raise the ridge.";
    } else if (!candidate.converged() && !candidate.stuck()) {
        minimiser.note = candidate.run.message;
    } else if (!candidate.bends_up()) {
        minimiser.note = "The smallest eigenvalue of the Hessian there is " +
                         number_text(minimiser.smallest_eigenvalue) + ", not positive beyond rounding (" +
                         number_text(candidate.rounding()) + ").";
    } else if (!polish_minimiser(problem, candidate, minimiser)) {
        minimiser.note = "The Hessian there is nearly singular, smallest eigenvalue " +
                         number_text(minimiser.smallest_eigenvalue) +
                         ": one more Newton step would move x by " +
                         number_text(candidate.newton_step.stableNorm()) + ".";
    } else {
        minimiser.verified = true;
        minimiser.stationarity.answer = Answer::yes;
    }
}

Minimiser without_verdict(const Candidate& candidate) {
    Minimiser minimiser;
    minimiser.x = candidate.run.x;
    minimiser.objective = candidate.run.objective;
    minimiser.gradient_norm = candidate.run.gradient_norm;
    if (candidate.curvature) {
        minimiser.smallest_eigenvalue = candidate.curvature->smallest();
        minimiser.eigenvalue_error = candidate.curvature->error();
    }
    return minimiser;
}

std::string kinks_text(const std::vector<Index>& kinks) {
    return kinks.size() == 1 ? "a kink" : std::to_string(kinks.size()) + " kinks";
}

void take_over(const Problem& problem, KinkPoint point, Minimiser& minimiser) {
    minimiser.x = std::move(point.x);
    problem.evaluator()->value(minimiser.x, minimiser.objective);
    minimiser.error = 2 * point.step + std::numeric_limits<double>::epsilon() * minimiser.x.norm();
    minimiser.gradient_norm = point.gradient_norm;
    minimiser.smallest_eigenvalue = point.smallest_eigenvalue;
    minimiser.kinks = std::move(point.kinks);
    minimiser.slopes = std::move(point.slopes);
    minimiser.stationarity = std::move(point.stationarity);
    const std::string found = "The point found sits on " + kinks_text(minimiser.kinks);
    if (minimiser.stationarity.answer == Answer::no) {
        minimiser.note = found + " and is not d-stationary: L falls with slope " +
                         number_text(minimiser.stationarity.slope) + " in some direction.";
    } else if (minimiser.stationarity.answer == Answer::not_decided) {
        minimiser.note = found + ": whether it is a minimum is not decided.";
    } else if (point.held && !(point.smallest_eigenvalue <= point.rounding)) {
        minimiser.verified = true;
    } else if (!point.strict) {
        minimiser.note = found +
                         " and is d-stationary, but on the edge of what they can hold: whether it is a "
                         "minimum is not decided.";
    } else {
        minimiser.note = found +
                         " and is d-stationary, but L does not bend upwards along them beyond "
                         "rounding: eigenvalue " +
                         number_text(point.smallest_eigenvalue) + ".";
    }
}

/// Where the search came to no rest near kinks: says so, and proves nothing.
std::optional<Minimiser> near_kinks(const Problem& problem, const Candidate& candidate,
                                    const std::vector<Index>& kinks) {
    Minimiser minimiser = without_verdict(candidate);
    judge_kink(problem, minimiser);
    minimiser.verified = false;
    if (!kinks.empty()) minimiser.note += " Within reach: " + kinks_text(kinks) + ".";
    return minimiser;
}

/// Where L falls from x although nothing that Newton's method sees says so, or nothing.
std::optional<Vector> way_down(const Vector& x, const Stationarity& stationarity) {
    if (stationarity.answer != Answer::no || !(stationarity.drop > 0)) return std::nullopt;
    return Vector(x + stationarity.drop_step * stationarity.descent);
}

/// Section 3's test of where a descent has ended, however it did: follows the search off the kinks that do
/// not hold it, and along those that do. The minimiser on them, verified or with a note; nothing where the
/// candidate, which is replaced by what the search came to, has no kink within reach.
std::optional<Minimiser> settle_on_kinks(const Problem& problem, Candidate& candidate,
                                         const std::stop_token& stop) {
    const SoftmaxRegression* softmax = problem.structure().softmax;
    if (!softmax || !has_kink(softmax->data().activation)) return std::nullopt;
    for (int visit = 0; visit < max_kink_visits; ++visit) {
        const Vector& x = candidate.run.x;
        if (!candidate.converged() && !candidate.stuck()) return std::nullopt;
        const auto kinks = kinks_in_reach(*softmax, x, -candidate.newton_step);
        if (kinks.empty() && !candidate.stuck()) return std::nullopt;
        // A run that is stuck has met kinks, which mostly lead on; one that converged believes to be at rest.
        std::optional<KinkPoint> point;
        if (candidate.stuck()) point = minimise_on_kinks(*softmax, x, {}, stop);
        if (!point && !kinks.empty()) {
            if (const auto lower = way_down(x, test_stationarity(*softmax, x, kinks))) {
                candidate = descend(problem, *lower, stop);
                continue;
            }
            point = minimise_on_kinks(*softmax, x, kinks, stop);
        }
        if (!point) return kinks.empty() ? std::nullopt : near_kinks(problem, candidate, kinks);
        const auto lower = point->kinks.empty() ? point->x : way_down(point->x, point->stationarity);
        if (lower) {
            candidate = descend(problem, *lower, stop);
            continue;
        }
        Minimiser minimiser;
        take_over(problem, std::move(*point), minimiser);
        return minimiser;
    }
    return near_kinks(problem, candidate, {});
}

Minimiser search(const Problem& problem, const Vector& x_start, const std::stop_token& stop) {
    Candidate candidate = descend(problem, x_start, stop);
    for (int escape = 0; escape < max_escapes && candidate.converged() && candidate.bends_down(); ++escape) {
        // Along the eigenvector of a negative eigenvalue L falls on both sides of a saddle point.
        const Vector& x = candidate.run.x;
        const double length = last_step * point_length(problem, x);
        candidate = descend(problem, x + length * candidate.curvature->softest(), stop);
    }
    if (auto on_kinks = settle_on_kinks(problem, candidate, stop)) return *std::move(on_kinks);
    Minimiser minimiser = without_verdict(candidate);
    verify_candidate(problem, candidate, minimiser);
    if (minimiser.verified || minimiser.x.size() != problem.dimension()) return minimiser;
    if (const std::string why = flat_directions_note(problem, minimiser.x); !why.empty()) {
        minimiser.note += " " + why;
    }
    return minimiser;
}

}  // namespace

Minimiser find_minimiser(const Problem& problem, const Vector& x_start, std::stop_token stop) {
    Minimiser found;
    if (until_stopped(stop, [&] { found = search(problem, x_start, stop); })) return found;
    found.x = x_start;
    found.note = "Stopped before the minimum was found.";
    return found;
}

}  // namespace basin
