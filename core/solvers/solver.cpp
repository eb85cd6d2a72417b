// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/solver.h"

#include "core/numeric/check.h"

namespace basin {

std::string_view to_string(Termination termination) {
    switch (termination) {
        case Termination::converged:
            return "converged";
        case Termination::iteration_limit:
            return "iteration_limit";
        case Termination::time_limit:
            return "time_limit";
        case Termination::stopped:
            return "stopped";
        case Termination::diverged:
            return "diverged";
        case Termination::stalled:
            return "stalled";
        case Termination::indefinite:
            return "indefinite";
        case Termination::evaluation_failed:
            return "evaluation_failed";
        case Termination::invalid_input:
            return "invalid_input";
    }
    return "unknown";
}

void StoppingRule::validate() const {
    require(gradient_tolerance > 0, "gradient_tolerance", gradient_tolerance, "a value > 0");
    require(max_iterations >= 0, "max_iterations", max_iterations, "a value >= 0");
    require(max_seconds > 0, "max_seconds", max_seconds, "a value > 0");
}

void SolverOptions::validate() const {
    stopping.validate();
    require(spectrum_every >= 0, "spectrum_every", spectrum_every, "a value >= 0");
}

}  // namespace basin
