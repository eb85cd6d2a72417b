// SPDX-License-Identifier: GPL-3.0-or-later
// How a run ends, in words.
#include <cmath>

#include "core/numeric/norm.h"
#include "core/numeric/spectrum_ends.h"
#include "core/numeric/symmetric_eigen.h"
#include "core/numeric/text.h"
#include "core/problems/flat_directions.h"
#include "core/problems/gradient_sizes.h"
#include "core/solvers/recorder.h"

namespace basin {

namespace {

std::string iterations_text(Index count) {
    return std::to_string(count) + (count == 1 ? " iteration" : " iterations");
}

/// Of a symmetric A (d x d); of a large one by Lanczos, which takes no longer than a step.
double smallest_eigenvalue(const Matrix& A) {
    constexpr Index large_dimension = 1024;
    if (A.rows() > large_dimension) {
        const auto product = [&A](const Vector& v, Vector& Av) {
            Av.noalias() = A.selfadjointView<Eigen::Lower>() * v;
            return true;
        };
        if (const auto ends = spectrum_ends(product, A.rows(), {.ends = 1})) return ends->values[0];
    }
    Vector eigenvalues;
    symmetric_eigenvalues(A, eigenvalues);
    return eigenvalues[0];
}

}  // namespace

SolveResult Recorder::end_indefinite(const Matrix& matrix, std::string_view name) {
    if (interrupted()) return result();
    if (!tells_) return end(Termination::indefinite, {});
    pause();
    const double smallest = smallest_eigenvalue(units_.rescaled() ? units_.hessian_to_given(matrix) : matrix);
    resume();
    const std::string note = flat_directions_note(problem_, x_);
    return end(Termination::indefinite,
               "The " + std::string(name) + " at iteration " + std::to_string(record_.iteration) +
                   " has the eigenvalue " + number_text(smallest) +
                   (note.empty() ? ": start closer, raise the ridge or use damped-newton." : ". " + note));
}

SolveResult Recorder::end_not_finite(const Vector& x) {
    if (started_ && interrupted()) return result();
    const Vector given = units_.to_given(x);
    const auto overflow = problem_.overflow_note(given);
    const bool diverged = overflow || (started_ && end_of_range() == Termination::diverged);
    const Termination termination = diverged ? Termination::diverged : Termination::evaluation_failed;
    if (!tells_) return end(termination, {});
    const double size = safe_norm(given);
    const std::string where = "L is not finite " +
                              (std::isfinite(size) ? "at |x| = " + number_text(size)
                                                   : std::string("where x itself leaves the numbers")) +
                              (overflow ? " (" + *overflow + ")" : "");
    if (!started_) return end(termination, where + ", the start: choose another start or smaller data.");
    return end(termination, where + ", reached after " + iterations_text(record_.iteration) +
                                (overflow   ? ": take a smaller step, or start with smaller weights."
                                 : diverged ? ": start closer or use damped-newton."
                                            : ": start closer or scale the data down."));
}

SolveResult Recorder::end_without_descent(const std::string& more) {
    if (interrupted()) return result();
    if (!tells_) return end(Termination::stalled, {});
    return end(Termination::stalled, "No step tried from iteration " + std::to_string(record_.iteration) +
                                         " lowers L in double precision" +
                                         (more.empty() ? "" : " (" + more + ")") + ", " + numbers() +
                                         ": raise gradient_tolerance.");
}

/// What the rule of mathematics.md 1.6 compares with the tolerance, by sizes of this very point.
std::string Recorder::relative_text() {
    measure_sizes();
    if (!judge_.known()) return {};
    return "relative gradient " + number_text(relative_gradient(gradient_, judge_.sizes()));
}

std::string Recorder::numbers() {
    const std::string norm = "|grad| = " + number_text(record_.gradient_norm);
    const std::string relative = relative_text();
    if (relative.empty()) return norm;
    return norm + ", " + relative + " against " + number_text(options_.stopping.gradient_tolerance) +
           " wanted";
}

std::string Recorder::message(Termination termination) {
    const std::string after = " after " + iterations_text(record_.iteration);
    switch (termination) {
        case Termination::converged: {
            const std::string relative = relative_text();
            return "Converged" + after + ", |grad| = " + number_text(record_.gradient_norm) +
                   (relative.empty() ? "." : ", " + relative + ".");
        }
        case Termination::iteration_limit:
            return "Not converged" + after + ", " + numbers() + ": raise max_iterations or start closer.";
        case Termination::time_limit:
            return "Not converged" + after + " and " + number_text(watch_.seconds()) + " s, " + numbers() +
                   ": raise max_seconds or start closer.";
        case Termination::stopped:
            return "Stopped on request" + after + ", " + numbers() + ".";
        case Termination::diverged:
            return "Diverged" + after + ": L has risen from " +
                   number_text(units_.objective_to_given(start_objective_)) + " to " +
                   number_text(record_.objective) + "; start closer or use damped-newton.";
        case Termination::stalled:
            return "Stalled" + after + ": the last step, " + number_text(record_.step_norm) +
                   ", is lost in the rounding of x, " + numbers() + "; raise gradient_tolerance.";
        case Termination::evaluation_failed:
            return "|grad| is not a finite number" + after + ", L = " + number_text(record_.objective) +
                   ": start closer or scale the data down.";
        case Termination::not_a_minimum:
        case Termination::indefinite:
        case Termination::invalid_input:
            break;
    }
    return std::string(to_string(termination)) + after + ".";
}

}  // namespace basin
