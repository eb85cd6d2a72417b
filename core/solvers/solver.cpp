// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/solver.h"

#include <limits>
#include <utility>

#include "core/numeric/check.h"
#include "core/numeric/name_table.h"
#include "core/solvers/spec_fields.h"

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

constexpr auto termination_names =
    name_table<Termination>({{Termination::converged, "converged"},
                             {Termination::not_a_minimum, "not_a_minimum"},
                             {Termination::iteration_limit, "iteration_limit"},
                             {Termination::time_limit, "time_limit"},
                             {Termination::stopped, "stopped"},
                             {Termination::diverged, "diverged"},
                             {Termination::stalled, "stalled"},
                             {Termination::indefinite, "indefinite"},
                             {Termination::evaluation_failed, "evaluation_failed"},
                             {Termination::invalid_input, "invalid_input"}});

}  // namespace

std::string_view to_string(Termination termination) {
    return termination_names.name(termination);
}

std::optional<Termination> parse_termination(std::string_view word) {
    return termination_names.value(word);
}

void StoppingRule::validate() const {
    check_ranges(*this);
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
