// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/attraction_stage.h"

#include <memory>
#include <utility>

#include "core/experiment/catalogue.h"
#include "core/experiment/stage_progress.h"

namespace basin {

namespace {

/// The share of the starts that a complete level has behind it.
double share_done(const Attraction& attraction) {
    const auto stride = static_cast<double>(attraction.stride);
    return 1 / (stride * stride);
}

}  // namespace

std::unique_ptr<Solver> attraction_method(const Experiment& experiment) {
    return make_solver(attraction_solver(experiment),
                       trial_options(experiment.stopping, experiment.attraction->max_iterations));
}

void attraction_stage(const Experiment& experiment, const PreparedProblem& prepared,
                      const LandscapePlane& plane, const EventSink& sink, const std::stop_token& stop) {
    StageProgress progress(Stage::attraction, sink);
    const auto tell = [&](std::shared_ptr<const Attraction> attraction) {
        const double done = share_done(*attraction);
        sink(SectionUpdate<Attraction>{std::move(attraction)});
        progress.report(done);
    };
    const auto solver = attraction_method(experiment);
    compute_attraction(*prepared.problem, plane, *experiment.attraction, *solver, tell, stop);
}

}  // namespace basin
