// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/repeat_end.h"

#include <utility>

#include "core/experiment/network_outcome.h"
#include "core/experiment/results.h"

namespace basin {

RepeatEnd repeat_end(SolverFinished&& finished) {
    SolverRun run;
    run.result = std::move(finished.result);
    run.end = finished.end;
    run.reached_kink = finished.reached_kink;
    RepeatEnd end;
    end.done = true;
    end.termination = run.result.termination;
    end.kind = run.end.kind;
    end.arrived = arrived(run);
    end.cause = finished.cause;
    end.iterations = run.result.iterations;
    end.seconds = run.result.seconds;
    end.objective = run.result.objective;
    end.gradient_norm = run.result.gradient_norm;
    end.distance = run.result.distance;
    if (finished.network) end.test_error = finished.network->test_error;
    return end;
}

}  // namespace basin
