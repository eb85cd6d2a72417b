// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/augmented_lagrangian.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/numeric/check.h"
#include "core/numeric/norm.h"
#include "core/numeric/text.h"
#include "core/solvers/piecewise_affine/lagrangian_blocks.h"
#include "core/solvers/recorder.h"
#include "core/solvers/start_check.h"

namespace basin {

void AugmentedLagrangianOptions::validate() const {
    require(std::isfinite(gamma) && gamma > 0, "gamma", gamma, "a finite value > 0");
    require(growth >= 1, "growth", growth, "a value >= 1");
    require(violation_factor > 0 && violation_factor < 1, "violation_factor", violation_factor,
            "0 < violation_factor < 1");
    require(sweeps >= 1, "sweeps", sweeps, "a value >= 1");
    require(violation_tolerance > 0, "violation_tolerance", violation_tolerance, "a value > 0");
    require(change_tolerance > 0, "change_tolerance", change_tolerance, "a value > 0");
}

AugmentedLagrangian::AugmentedLagrangian(const SolverOptions& options,
                                         const AugmentedLagrangianOptions& lagrangian)
    : options_(options), lagrangian_(lagrangian) {
    options_.validate();
    lagrangian_.validate();
}

std::optional<std::string> AugmentedLagrangian::rejects(const Problem& problem) const {
    const ElmanTraining* training = problem.structure().network;
    if (!training)
        return "augmented-lagrangian minimises the constrained form (P0) of a recurrent network only.";
    if (training->activation.piecewise_affine()) return std::nullopt;
    return "augmented-lagrangian has its blocks in closed form for relu and leaky_relu only.";
}

SolveResult AugmentedLagrangian::solve(const Problem& problem, const Vector& x0, const Observer& observer,
                                       std::stop_token stop) const {
    if (auto refused = refuse_input(*this, problem, x0)) return *std::move(refused);
    Recorder recorder(problem, x0, options_, observer, std::move(stop), WorkUnits::given);
    LagrangianBlocks blocks(*problem.structure().network, x0);
    Vector x = x0, before = x0, g(x0.size());
    double objective = not_applicable, gamma = lagrangian_.gamma;
    double violation = std::numeric_limits<double>::infinity();
    for (;;) {
        if (recorder.evaluator().gradient(x, objective, g) != EvalStatus::ok)
            return recorder.end_not_finite(x);
        if (!recorder.reach(x, objective, g) || !recorder.emit()) return recorder.result();
        const double change = safe_norm(x - before);
        if (violation <= lagrangian_.violation_tolerance &&
            change <= lagrangian_.change_tolerance * std::max(safe_norm(x), safe_norm(x0))) {
            return recorder.end(Termination::converged,
                                "Converged after " + std::to_string(recorder.iteration()) +
                                    " iterations, constraints violated by " + number_text(violation) +
                                    ", last change " + number_text(change) + ".");
        }
        before = x;
        for (Index k = 0; k < lagrangian_.sweeps; ++k) {
            blocks.sweep(gamma);
            if (k + 1 < lagrangian_.sweeps && recorder.interrupted()) return recorder.result();
        }
        blocks.move_multipliers(gamma);
        const double left = blocks.violation();
        StepNotes notes;
        notes.rho = gamma;
        notes.inner_iterations = static_cast<double>(lagrangian_.sweeps);
        recorder.note(notes);
        if (left > lagrangian_.violation_factor * violation) gamma *= lagrangian_.growth;
        violation = left;
        x = blocks.theta();
    }
}

}  // namespace basin
