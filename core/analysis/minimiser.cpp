// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/minimiser.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/numeric/random.h"
#include "core/numeric/symmetric_eigen.h"
#include "core/numeric/text.h"
#include "core/solvers/damped_newton.h"

namespace basin {

namespace {

constexpr double tolerance = 1e-12;
constexpr int max_escapes = 5;
// x* is used to 1e-6 relative, as basin maps do: a tenth of that must be certain.
constexpr double position_tolerance = 1e-7;

/// Where the search ended, with the spectrum of its Hessian.
struct Candidate {
    SolveResult run;
    SymmetricEigen eigen;
    bool has_spectrum = false;
    double newton_step = not_applicable;  // |H^{-1} grad|: how far x* still is, if H is regular
};

Candidate descend(const Problem& problem, const Vector& x_start, std::stop_token stop) {
    SolverOptions options;
    options.stopping.gradient_tolerance = tolerance;
    options.stopping.max_iterations = 1000;
    options.measure_errors = false;
    Candidate candidate;
    candidate.run = DampedNewton(options).solve(problem, x_start, {}, std::move(stop));
    const Vector& x = candidate.run.x;
    Matrix H;
    Vector g;
    double objective = 0;
    const bool unusable =
        candidate.run.termination == Termination::stopped || x.size() != problem.dimension();
    const auto evaluator = problem.evaluator();
    if (unusable || evaluator->gradient(x, objective, g) != EvalStatus::ok ||
        evaluator->hessian(x, H) != EvalStatus::ok || !candidate.eigen.compute(H)) {
        return candidate;
    }
    candidate.has_spectrum = true;
    const Vector step = candidate.eigen.vectors().transpose() * g;
    candidate.newton_step = step.cwiseQuotient(candidate.eigen.values()).norm();
    return candidate;
}

bool at_saddle(const Candidate& candidate) {
    return candidate.run.termination == Termination::converged && candidate.has_spectrum &&
           candidate.eigen.values()[0] < 0;
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
    } else if (!converged) {
        minimiser.note = candidate.run.message;
    } else if (!(minimiser.smallest_eigenvalue > 0)) {
        minimiser.note = "The smallest eigenvalue of the Hessian there is " +
                         number_text(minimiser.smallest_eigenvalue) + ", not positive.";
    } else if (!(candidate.newton_step <= position_tolerance * std::max(1.0, minimiser.x.norm()))) {
        minimiser.note = "The Hessian there is nearly singular, smallest eigenvalue " +
                         number_text(minimiser.smallest_eigenvalue) +
                         ": one more Newton step would move x by " + number_text(candidate.newton_step) + ".";
    } else {
        minimiser.verified = true;
    }
}

}  // namespace

Minimiser find_minimiser(const Problem& problem, const Vector& x_start, std::stop_token stop) {
    Candidate candidate = descend(problem, x_start, stop);
    for (int escape = 0; escape < max_escapes && at_saddle(candidate); ++escape) {
        // Along the eigenvector of a negative eigenvalue L falls on both sides of a saddle point.
        const Vector& x = candidate.run.x;
        const double length = 1e-3 * std::max(1.0, x.norm());
        candidate = descend(problem, x + length * candidate.eigen.vectors().col(0), stop);
    }
    Minimiser minimiser;
    minimiser.x = candidate.run.x;
    minimiser.objective = candidate.run.objective;
    minimiser.gradient_norm = candidate.run.gradient_norm;
    if (candidate.has_spectrum) minimiser.smallest_eigenvalue = candidate.eigen.values()[0];
    verify(problem, candidate, minimiser);
    return minimiser;
}

}  // namespace basin
