// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/piecewise_affine/piecewise_affine.h"

#include <cmath>
#include <limits>
#include <utility>

#include "core/numeric/check.h"
#include "core/numeric/memory.h"
#include "core/solvers/piecewise_affine/affine_stepper.h"
#include "core/solvers/recorder.h"
#include "core/solvers/start_check.h"

namespace basin {

namespace {

/// A decrease that is lost in the rounding of Theta cannot be asked for: so many units in its last place.
constexpr double rounding_units = 16;

StepNotes notes_of(AffineStepper& stepper, double rho) {
    const AffineStep& step = stepper.step();
    return {stepper.model_decrease(rho), rho, static_cast<double>(step.saturated_rows),
            static_cast<double>(step.inner_iterations), step.kkt_residual};
}

/// Why the steps of a network cannot be computed here, or nothing.
std::optional<std::string> misfit(const ElmanTraining& training) {
    try {
        require_step_fits(lifted_layout(training));
    } catch (const InputError& error) {
        return error.what();
    }
    return std::nullopt;
}

/// The run was stopped before there was a step, or there is none.
SolveResult end_without_step(Recorder& recorder, const AffineStepper& stepper, const std::string& step) {
    if (recorder.ended()) return recorder.result();
    const std::string failed =
        step + " from iteration " + std::to_string(recorder.iteration()) + " could not be computed: ";
    const std::string& obstacle = stepper.obstacle();
    return recorder.end(Termination::evaluation_failed,
                        failed + (obstacle.empty() ? "scale the data down or raise rho."
                                                   : "its rows give way, and " + obstacle + "."));
}

}  // namespace

std::string_view to_string(TieRule rule) {
    return rule == TieRule::flip ? "flip" : "random";
}

std::optional<TieRule> parse_tie_rule(std::string_view name) {
    for (const TieRule rule : {TieRule::flip, TieRule::random})
        if (name == to_string(rule)) return rule;
    return std::nullopt;
}

void PiecewiseAffineOptions::validate() const {
    require(std::isfinite(rho) && rho > 0, "rho", rho, "a finite value > 0");
    require(eta1 > 0 && eta1 < 1, "eta1", eta1, "0 < eta1 < 1");
    require(std::isfinite(eta2) && eta2 > 1, "eta2", eta2, "a finite value > 1");
    require(error >= 0 && error < 1, "error", error, "0 <= error < 1");
}

void require_step_fits(const LiftedLayout& layout) {
    const Index weights = layout.parameters(), hidden = layout.shape.hidden;
    if (weights <= CondensedStep::most_dense) {
        // The condensed Hessian, its factor and the sums that it is made of; then what a change of u_t costs.
        require_fits("piecewise-affine, 3 dense matrices of weights x weights", weights, 3 * weights);
        require_fits("piecewise-affine, a matrix of hidden x hidden for each time step", hidden,
                     layout.states());
    } else {
        // Vectors of the iteration and the regressors' metric; then states, and their parts of active bounds.
        require_fits("piecewise-affine, 20 vectors of the weights", weights, 20);
        require_fits("piecewise-affine, 40 matrices of hidden x steps", 40 * hidden, layout.steps);
    }
}

PiecewiseAffine::PiecewiseAffine(const SolverOptions& options, const PiecewiseAffineOptions& affine)
    : options_(options), affine_(affine) {
    options_.validate();
    affine_.validate();
}

std::optional<std::string> PiecewiseAffine::rejects(const Problem& problem) const {
    const ProblemStructure structure = problem.structure();
    if (structure.penalised_network) return misfit(structure.penalised_network->training());
    if (structure.network) {
        // Whoever chooses between the two forms is told the size for both.
        if (auto reason = misfit(*structure.network)) return reason;
        return "piecewise-affine takes the penalised form (P1) of a recurrent network with its states, not "
               "the form (P) of the weights alone.";
    }
    return "piecewise-affine minimises the penalised form (P1) of a recurrent network only.";
}

SolveResult PiecewiseAffine::solve(const Problem& problem, const Vector& x0, const Observer& observer,
                                   std::stop_token stop) const {
    if (auto refused = refuse_input(*this, problem, x0)) return *std::move(refused);
    Recorder recorder(problem, x0, options_, observer, std::move(stop), WorkUnits::given);
    const auto interrupted = [&recorder] { return recorder.interrupted(); };
    AffineStepper stepper(*problem.structure().penalised_network, affine_, interrupted);
    if (!stepper.start(x0)) return recorder.end_not_finite(x0);
    double rho = affine_.rho;
    for (;;) {
        stepper.choose_signs();
        if (!stepper.find_step(rho)) return end_without_step(recorder, stepper, "The step");
        const auto vanishes = [&](const Vector& slope) {
            return recorder.would_converge(stepper.z(), stepper.theta(), slope);
        };
        if (vanishes(rho * stepper.step().s) &&
            stepper.check_all_signs(rho, vanishes, interrupted) == SignCheck::not_decided)
            return end_without_step(recorder, stepper, "The step of other signs at the kinks");
        if (!recorder.reach(stepper.z(), stepper.theta(), rho * stepper.step().s) || !recorder.emit())
            return recorder.result();
        const StepNotes notes = notes_of(stepper, rho);
        const double theta = stepper.theta(), length = stepper.step().s.squaredNorm();
        const double rounding = rounding_units * std::numeric_limits<double>::epsilon() * std::abs(theta);
        const bool accepted = theta - stepper.try_step() >= affine_.eta1 * rho * length / 2 - rounding;
        if (accepted) {
            stepper.accept();
        } else {
            rho *= affine_.eta2;
            if (!std::isfinite(rho)) return recorder.end_without_descent("rho has grown beyond all bounds");
        }
        recorder.note(notes, accepted);
    }
}

}  // namespace basin
