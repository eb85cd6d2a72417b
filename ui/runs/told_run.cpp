// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/told_run.h"

#include <optional>
#include <utility>

namespace basin::ui {

void runTelling(const Experiment& experiment, const EventSink& sink, std::stop_token stop, PauseGate& gate,
                const MapPart& part) {
    if (!is_recurrent(experiment)) {
        run_experiment(experiment, sink, std::move(stop), &gate, part);
        return;
    }
    ProblemReady problem;
    std::optional<RunFinished> end;
    const EventSink keep = [&](RunEvent event) {
        if (const auto* ready = std::get_if<ProblemReady>(&event)) problem = *ready;
        if (const auto* plane = std::get_if<PlaneReady>(&event)) problem.plane = plane->plane;
        if (const auto* finished = std::get_if<RunFinished>(&event))
            end = *finished;
        else
            sink(std::move(event));
    };
    problem.minimiser = run_experiment(experiment, keep, std::move(stop), &gate, part).minimiser;
    sink(std::move(problem));
    if (end) sink(*end);
}

}  // namespace basin::ui
