// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>

#include "core/experiment/events.h"
#include "core/experiment/pause_gate.h"
#include "core/experiment/results.h"

namespace basin {

// Each of these tells its events to the sink, calls not overlapping, and returns their fold
// (results_fold.h). They throw InputError for unusable input; numerical events end up in the results. The
// last event is RunFinished (or the exception; RunFailed is the caller's to send). A stop request ends them
// soon.

/// Runs the whole experiment: minimiser, solvers (streamed), certificate, landscape (beside the solvers,
/// unless its plane is made from them), basin of attraction, trade-off (alone, because it measures time),
/// sweep, basin map, basin radius. The gate, when given, holds the solvers between iterations. The parts are
/// those of basin map and sweep.
Results run_experiment(const Experiment& experiment, const EventSink& sink = {}, std::stop_token stop = {},
                       PauseGate* gate = nullptr, const GridParts& parts = {});

/// The same for somebody who keeps what is told: no record is kept here.
void stream_experiment(const Experiment& experiment, const EventSink& sink, std::stop_token stop,
                       PauseGate* gate, const GridParts& parts);

/// Whether the experiment asks for other pictures of a run that is done, and nothing else: another plane,
/// landscape, basin of attraction. The run's solvers have ended and its iterates are kept.
bool can_redraw(const Results& done, const Experiment& experiment);

/// The pictures that the experiment asks for and the run does not have, without running the solvers again.
/// Events: PlaneReady when the plane is another, the pictures, PicturesDropped, and RunFinished.
/// can_redraw() holds.
Results redraw(Results done, const Experiment& experiment, const EventSink& sink = {},
               std::stop_token stop = {});

/// The same for somebody who keeps what is told; the run may come without its records.
void stream_redraw(Results done, const Experiment& experiment, const EventSink& sink, std::stop_token stop);

/// The certificate alone, with the measured basin: as run_experiment() without solvers and pictures. Of a
/// recurrent network: the solvers and what their ends are, or the start where there are no solvers.
Results certify_only(const Experiment& experiment, const EventSink& sink = {}, std::stop_token stop = {});

/// The basin map of a recurrent network alone: its solvers tell the method's parameters and are not run.
Results map_network(const Experiment& experiment, const EventSink& sink = {}, std::stop_token stop = {},
                    const MapPart& part = {});

/// The sweep alone: no solver runs but in its cells.
Results sweep_only(const Experiment& experiment, const EventSink& sink = {}, std::stop_token stop = {},
                   const SweepPart& part = {});

}  // namespace basin
