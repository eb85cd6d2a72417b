// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>

#include "core/experiment/events.h"
#include "core/experiment/pause_gate.h"
#include "core/experiment/results.h"

namespace basin {

/// A problem with everything a solver needs to begin.
struct PreparedProblem {
    std::unique_ptr<Problem> problem;  // knows its minimiser when that is verified; (P) of a network
    Minimiser minimiser;
    Vector x0;  // where runs start; theta of a network
    // Recurrent networks only.
    std::shared_ptr<const ElmanTraining> training;
    std::unique_ptr<PenaltyRnn> penalised;  // (P1)
    Vector lifted_x0;                       // z: x0 lifted, or as it was given

    /// The formulation that a solver takes, and its start.
    const Problem& problem_for(const Solver& solver) const;
    const Vector& start_for(const Solver& solver) const;
    /// Null for softmax.
    std::shared_ptr<const ElmanSeries> series() const;
};

/// Reads or generates the data, finds x* and places the start. Throws InputError for unusable input.
PreparedProblem prepare(const Experiment& experiment, std::stop_token stop = {});

/// The same of an earlier run, whose minimiser and start are known.
PreparedProblem prepare_again(const Experiment& experiment, const Minimiser& minimiser, const Vector& x0);

/// Throws InputError for an experiment that run_experiment() refuses: makes the data and computes nothing.
void refuse_unusable(const Experiment& experiment);

/// Runs the whole experiment: minimiser, solvers (streamed), certificate, landscape (beside the solvers,
/// unless its plane is made from them), basin of attraction, trade-off (alone, because it measures time),
/// basin map, basin radius. Throws InputError for unusable input; numerical events end up in the results. The
/// gate, when given, holds the solvers between iterations. The part says which cells of the basin map are
/// wanted and which are known already. The last event is RunFinished (or the exception; RunFailed is the
/// caller's to send).
Results run_experiment(const Experiment& experiment, const EventSink& sink = {}, std::stop_token stop = {},
                       PauseGate* gate = nullptr, const MapPart& part = {});

/// Whether the experiment asks for other pictures of a run that is done, and nothing else: another plane,
/// landscape, basin of attraction. The run's solvers have ended and its iterates are kept.
bool can_redraw(const Results& done, const Experiment& experiment);

/// The pictures that the experiment asks for and the run does not have, without running the solvers again.
/// Events: PlaneReady when the plane is another, the pictures, and RunFinished. can_redraw() holds.
Results redraw(Results done, const Experiment& experiment, const EventSink& sink = {},
               std::stop_token stop = {});

/// The certificate alone, with the measured basin: as run_experiment() without solvers and pictures. Of a
/// recurrent network: the solvers and what their ends are, or the start where there are no solvers.
Results certify_only(const Experiment& experiment, const EventSink& sink = {}, std::stop_token stop = {});

/// The basin map of a recurrent network alone: its solvers tell the method's parameters and are not run.
Results map_network(const Experiment& experiment, const EventSink& sink = {}, std::stop_token stop = {},
                    const MapPart& part = {});

}  // namespace basin
