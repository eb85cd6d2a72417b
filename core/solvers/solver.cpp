// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/solver.h"

#include <limits>
#include <utility>

#include "core/numeric/check.h"

namespace basin {

namespace {

class PlainSession final : public SolverSession {
  public:
    PlainSession(const Solver& solver, const Problem& problem) : solver_(solver), problem_(problem) {}

    const SolveResult& solve(const Vector& x0, std::stop_token stop) override {
        result_ = solver_.solve(problem_, x0, {}, std::move(stop));
        return result_;
    }

  private:
    const Solver& solver_;
    const Problem& problem_;
    SolveResult result_;
};

}  // namespace

std::string_view to_string(Termination termination) {
    switch (termination) {
        case Termination::converged:
            return "converged";
        case Termination::not_a_minimum:
            return "not_a_minimum";
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

std::optional<Termination> parse_termination(std::string_view word) {
    using enum Termination;
    for (const auto termination : {converged, not_a_minimum, iteration_limit, time_limit, stopped, diverged,
                                   stalled, indefinite, evaluation_failed, invalid_input}) {
        if (word == to_string(termination)) return termination;
    }
    return std::nullopt;
}

void StoppingRule::validate() const {
    require(gradient_tolerance > 0 && gradient_tolerance <= 1e-3, "gradient_tolerance", gradient_tolerance,
            "0 < gradient_tolerance <= 0.001");
    require(max_iterations >= 0, "max_iterations", max_iterations, "a value >= 0");
    require(max_seconds > 0, "max_seconds", max_seconds, "a value > 0");
}

SolverOptions trial_options(const StoppingRule& stopping, Index max_iterations) {
    SolverOptions options;
    options.stopping = stopping;
    options.stopping.max_iterations = max_iterations;
    options.stopping.max_seconds = std::numeric_limits<double>::infinity();
    options.measure_errors = false;
    return options;
}

std::unique_ptr<SolverSession> Solver::session(const Problem& problem) const {
    return std::make_unique<PlainSession>(*this, problem);
}

void SolverOptions::validate() const {
    stopping.validate();
    spectrum.validate();
}

}  // namespace basin
