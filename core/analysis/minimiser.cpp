// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/minimiser.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/analysis/kink_minimiser.h"
#include "core/numeric/random.h"
#include "core/numeric/spectrum_ends.h"
#include "core/numeric/symmetric_eigen.h"
#include "core/numeric/text.h"
#include "core/problems/flat_directions.h"
#include "core/solvers/damped_newton.h"
#include "core/solvers/trust_region_newton.h"

namespace basin {

namespace {

constexpr double tolerance = 1e-12;
constexpr Index max_iterations = 1000;  // of one descent
constexpr int max_escapes = 5;
// x* is used to 1e-6 relative, as basin maps do: a tenth of that must be certain.
constexpr double position_tolerance = 1e-7;

// Above this no Hessian is formed: products alone find x* and its smallest eigenvalue.
constexpr Index dense_dimension = 1000;

/// Where the search ended, with the softest direction of its Hessian.
struct Candidate {
    SolveResult run;
    double smallest_eigenvalue = not_applicable;
    double eigenvalue_error = not_applicable;
    double rounding = 0;                  // below it an eigenvalue cannot be told from 0
    Vector softest;                       // d, its eigenvector; empty when unknown
    double newton_step = not_applicable;  // |H^{-1} grad| or a bound on it: how far x* still is, if H is
                                          // regular
};

void measure_whole(Evaluator& evaluator, const Vector& g, Candidate& candidate) {
    Matrix H;
    SymmetricEigen eigen;
    if (evaluator.hessian(candidate.run.x, H) != EvalStatus::ok || !eigen.compute(H)) return;
    candidate.smallest_eigenvalue = eigen.values()[0];
    candidate.eigenvalue_error = 0;
    candidate.rounding = static_cast<double>(H.rows()) * std::numeric_limits<double>::epsilon() *
                         eigen.values().cwiseAbs().maxCoeff();
    candidate.softest = eigen.vectors().col(0);
    candidate.newton_step = (eigen.vectors().transpose() * g).cwiseQuotient(eigen.values()).norm();
}

void measure_softest(Evaluator& evaluator, const Vector& g, const std::stop_token& stop,
                     Candidate& candidate) {
    const Vector& x = candidate.run.x;
    const SymmetricProduct product = [&](const Vector& v, Vector& out) {
        return !stop.stop_requested() && evaluator.hessian_product(x, v, out) == EvalStatus::ok;
    };
    const auto ends = spectrum_ends(product, x.size(), {.ends = 1, .tolerance = 1e-4, .restarts = 100});
    if (!ends) return;
    candidate.smallest_eigenvalue = ends->values[0];
    candidate.eigenvalue_error = ends->errors[0];
    candidate.softest = ends->vectors.col(0);
    candidate.newton_step = g.norm() / std::max(ends->values[0] - ends->errors[0], 0.0);
}

Candidate descend(const Problem& problem, const Vector& x_start, std::stop_token stop) {
    const SolverOptions options = trial_options({.gradient_tolerance = tolerance}, max_iterations);
    Candidate candidate;
    const bool dense = problem.dimension() <= dense_dimension;
    candidate.run = dense ? DampedNewton(options).solve(problem, x_start, {}, stop)
                          : TrustRegionNewton(options).solve(problem, x_start, {}, stop);
    const Vector& x = candidate.run.x;
    Vector g;
    double objective = 0;
    const bool unusable =
        candidate.run.termination == Termination::stopped || x.size() != problem.dimension();
    const auto evaluator = problem.evaluator();
    if (unusable || evaluator->gradient(x, objective, g) != EvalStatus::ok) return candidate;
    if (dense) {
        measure_whole(*evaluator, g, candidate);
    } else {
        measure_softest(*evaluator, g, stop, candidate);
    }
    return candidate;
}

bool at_saddle(const Candidate& candidate) {
    return candidate.run.termination == Termination::converged && candidate.smallest_eigenvalue < 0;
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
    const double distance = 1e-6 * std::max(1.0, minimiser.x.norm());
    const double slope = smallest_slope(problem, minimiser.x, distance);
    minimiser.note = "The descent ended on a kink: over " + std::to_string(4 * problem.dimension()) +
                     " directions and a distance of " + number_text(distance) + " the smallest slope is " +
                     number_text(slope) +
                     (slope >= 0 ? ", which suggests a minimum but does not prove it."
                                 : ", so that a minimum may lie further along the kink.");
}

void verify(const Problem& problem, const Candidate& candidate, Minimiser& minimiser) {
    const bool converged = candidate.run.termination == Termination::converged;
    if (!converged && candidate.run.termination == Termination::stalled &&
        problem.smoothness() == Smoothness::piecewise_smooth) {
        judge_kink(problem, minimiser);
    } else if (candidate.run.termination == Termination::iteration_limit) {
        // The message of a run would speak of a limit that nobody can raise here.
        minimiser.note = "The search came to no end in " + std::to_string(max_iterations) +
                         " iterations, |grad| = " + number_text(minimiser.gradient_norm) +
                         ": start closer or raise the ridge.";
    } else if (!converged) {
        minimiser.note = candidate.run.message;
    } else if (!(minimiser.smallest_eigenvalue > candidate.rounding)) {
        minimiser.note = "The smallest eigenvalue of the Hessian there is " +
                         number_text(minimiser.smallest_eigenvalue) + ", not positive beyond rounding.";
    } else if (!(candidate.newton_step <= position_tolerance * std::max(1.0, minimiser.x.norm()))) {
        minimiser.note = "The Hessian there is nearly singular, smallest eigenvalue " +
                         number_text(minimiser.smallest_eigenvalue) +
                         ": one more Newton step would move x by " + number_text(candidate.newton_step) + ".";
    } else {
        minimiser.verified = true;
        minimiser.stationarity.answer = Answer::yes;
    }
}

std::string kinks_text(const std::vector<Index>& kinks) {
    return kinks.size() == 1 ? "a kink" : std::to_string(kinks.size()) + " kinks";
}

void take_over(const Problem& problem, KinkPoint point, Minimiser& minimiser) {
    minimiser.x = std::move(point.x);
    problem.evaluator()->value(minimiser.x, minimiser.objective);
    minimiser.gradient_norm = point.gradient_norm;
    minimiser.smallest_eigenvalue = point.smallest_eigenvalue;
    minimiser.kinks = std::move(point.kinks);
    minimiser.slopes = std::move(point.slopes);
    minimiser.stationarity = std::move(point.stationarity);
    const std::string found = "The point found sits on " + kinks_text(minimiser.kinks);
    if (minimiser.stationarity.answer != Answer::yes) {
        minimiser.note = found + " and is not d-stationary: L falls with slope " +
                         number_text(minimiser.stationarity.slope) + " in some direction.";
    } else if (!point.strict) {
        minimiser.note = found +
                         " and is d-stationary, but on the edge of what they can hold: whether it is a "
                         "minimum is not decided.";
    } else if (point.smallest_eigenvalue <= 0) {
        minimiser.note = found + " and is d-stationary, but L bends downwards along them: eigenvalue " +
                         number_text(point.smallest_eigenvalue) + ".";
    } else {
        minimiser.verified = true;
    }
}

/// The minimiser on the kinks that a descent has stalled at; nothing when there is none. Where the search
/// comes off the kinks, the candidate is replaced by what lies there.
std::optional<Minimiser> find_on_kinks(const Problem& problem, Candidate& candidate,
                                       const std::stop_token& stop) {
    const auto* softmax = dynamic_cast<const SoftmaxRegression*>(&problem);
    const Termination end = candidate.run.termination;
    const bool may_be = end == Termination::stalled || end == Termination::iteration_limit;
    if (!softmax || !may_be) return std::nullopt;
    auto point = minimise_on_kinks(*softmax, candidate.run.x, stop);
    if (!point) return std::nullopt;
    if (point->kinks.empty()) {
        candidate = descend(problem, point->x, stop);
        return std::nullopt;
    }
    Minimiser minimiser;
    take_over(problem, std::move(*point), minimiser);
    return minimiser;
}

}  // namespace

Minimiser find_minimiser(const Problem& problem, const Vector& x_start, std::stop_token stop) {
    Candidate candidate = descend(problem, x_start, stop);
    for (int escape = 0; escape < max_escapes && at_saddle(candidate); ++escape) {
        // Along the eigenvector of a negative eigenvalue L falls on both sides of a saddle point.
        const Vector& x = candidate.run.x;
        const double length = 1e-3 * std::max(1.0, x.norm());
        candidate = descend(problem, x + length * candidate.softest, stop);
    }
    if (auto on_kinks = find_on_kinks(problem, candidate, stop)) return *std::move(on_kinks);
    Minimiser minimiser;
    minimiser.x = candidate.run.x;
    minimiser.objective = candidate.run.objective;
    minimiser.gradient_norm = candidate.run.gradient_norm;
    minimiser.smallest_eigenvalue = candidate.smallest_eigenvalue;
    minimiser.eigenvalue_error = candidate.eigenvalue_error;
    verify(problem, candidate, minimiser);
    if (minimiser.verified || minimiser.x.size() != problem.dimension()) return minimiser;
    if (const std::string why = flat_directions_note(problem, minimiser.x); !why.empty()) {
        minimiser.note += " " + why;
    }
    return minimiser;
}

}  // namespace basin
