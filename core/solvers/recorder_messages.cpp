// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/recorder_messages.h"

#include <cmath>

#include "core/numeric/norm.h"
#include "core/numeric/spectrum_ends.h"
#include "core/numeric/symmetric_eigen.h"
#include "core/numeric/text.h"

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

/// Empty where there is none.
std::string relative_text(const RunFacts& run) {
    const auto relative = run.relative_gradient();
    return relative ? "relative gradient " + number_text(*relative) : std::string();
}

std::string numbers(const RunFacts& run) {
    std::string norm = "|grad| = " + number_text(run.record.gradient_norm);
    const std::string relative = relative_text(run);
    if (relative.empty()) return norm;
    return norm + ", " + relative + " against " + number_text(run.gradient_tolerance) + " wanted";
}

}  // namespace

std::string indefinite_message(const Matrix& matrix, std::string_view name, Index iteration,
                               const std::string& note) {
    return "The " + std::string(name) + " at iteration " + std::to_string(iteration) +
           " has the eigenvalue " + number_text(smallest_eigenvalue(matrix)) +
           (note.empty() ? ": start closer, raise the ridge or use damped-newton." : ". " + note);
}

std::string not_finite_message(const Vector& x, const std::optional<std::string>& overflow,
                               std::optional<Index> reached, bool diverged) {
    const double size = safe_norm(x);
    const std::string where = "L is not finite " +
                              (std::isfinite(size) ? "at |x| = " + number_text(size)
                                                   : std::string("where x itself leaves the numbers")) +
                              (overflow ? " (" + *overflow + ")" : "");
    if (!reached) return where + ", the start: choose another start or smaller data.";
    return where + ", reached after " + iterations_text(*reached) +
           (overflow   ? ": take a smaller step, or start with smaller weights."
            : diverged ? ": start closer or use damped-newton."
                       : ": start closer or scale the data down.");
}

std::string no_descent_message(const RunFacts& run, const std::string& more) {
    return "No step tried from iteration " + std::to_string(run.record.iteration) +
           " lowers L in double precision" + (more.empty() ? "" : " (" + more + ")") + ", " + numbers(run) +
           ": raise gradient_tolerance.";
}

std::string not_begun_message() {
    return "Stopped on request before the first iteration.";
}

std::string end_message(Termination termination, const RunFacts& run) {
    const std::string after = " after " + iterations_text(run.record.iteration);
    switch (termination) {
        case Termination::converged: {
            const std::string relative = relative_text(run);
            return "Converged" + after + ", |grad| = " + number_text(run.record.gradient_norm) +
                   (relative.empty() ? "." : ", " + relative + ".");
        }
        case Termination::iteration_limit:
            return "Not converged" + after + ", " + numbers(run) + ": raise max_iterations or start closer.";
        case Termination::time_limit:
            return "Not converged" + after + " and " + number_text(run.seconds) + " s, " + numbers(run) +
                   ": raise max_seconds or start closer.";
        case Termination::stopped:
            return "Stopped on request" + after + ", " + numbers(run) + ".";
        case Termination::diverged:
            return "Diverged" + after + ": L has risen from " + number_text(run.start_objective) + " to " +
                   number_text(run.record.objective) + "; start closer or use damped-newton.";
        case Termination::stalled:
            return "Stalled" + after + ": the last step, " + number_text(run.record.step_norm) +
                   ", is lost in the rounding of x, " + numbers(run) + "; raise gradient_tolerance.";
        case Termination::evaluation_failed:
            return "|grad| is not a finite number" + after + ", L = " + number_text(run.record.objective) +
                   ": start closer or scale the data down.";
        case Termination::not_a_minimum:
        case Termination::indefinite:
        case Termination::invalid_input:
            break;
    }
    return std::string(to_string(termination)) + after + ".";
}

}  // namespace basin
