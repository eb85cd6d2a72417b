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
    const auto evaluator = problem.evaluator();
    if (x.size() != problem.dimension() || evaluator->gradient(x, objective, g) != EvalStatus::ok ||
        evaluator->hessian(x, H) != EvalStatus::ok) {
        return candidate;
    }
    candidate.has_spectrum = candidate.eigen.compute(H);
    const Vector step = candidate.eigen.vectors().transpose() * g;
    candidate.newton_step = step.cwiseQuotient(candidate.eigen.values()).norm();
    return candidate;
}

bool at_saddle(const Candidate& candidate) {
    return candidate.run.termination == Termination::converged && candidate.has_spectrum &&
           candidate.eigen.values()[0] < 0;
}

/// The smallest one-sided slope of L at x over the coordinate directions, their opposites and seeded random
/// ones.
double smallest_slope(const Problem& problem, const Vector& x) {
    const auto evaluator = problem.evaluator();
    const Index d = x.size();
    double smallest = std::numeric_limits<double>::infinity(), first = 0, second = 0;
    const auto probe = [&](const Vector& direction) {
        if (evaluator->directional_derivative(x, direction, first, second) == EvalStatus::ok) {
            smallest = std::min(smallest, first);
        }
    };
    RandomStream stream(1);
    for (Index i = 0; i < d; ++i) {
        probe(Vector::Unit(d, i));
        probe(-Vector::Unit(d, i));
        const Vector direction = uniform_direction(stream, d);
        probe(direction);
        probe(-direction);
    }
    return smallest;
}

/// A stalled descent on a kinked problem has most likely met a kink: says what one-sided slopes tell about
/// it.
void judge_kink(const Problem& problem, Minimiser& minimiser) {
    const double slope = smallest_slope(problem, minimiser.x);
    // On a line the two directions are all there are.
    if (problem.dimension() == 1 && slope > 0) {
        minimiser.verified = true;
        return;
    }
    const Index directions = 4 * problem.dimension();
    minimiser.note = "The descent ended on a kink: over " + std::to_string(directions) +
                     " directions the smallest one-sided slope is " + number_text(slope) +
                     (slope >= 0 ? ", which is no proof of a minimum." : ", so it is not a minimum.");
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
