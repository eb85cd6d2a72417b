// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/basin_map_stage.h"

#include <memory>
#include <utility>

#include "core/analysis/network_trials.h"
#include "core/experiment/recurrent_solvers.h"
#include "core/experiment/stage_progress.h"

namespace basin {

namespace {

/// Tells the map and how far it is.
class MapTeller {
  public:
    MapTeller(const EventSink& sink, const MapPart& part)
        : sink_(sink), progress_(Stage::basin_map, sink), goes_on_(!part.known.empty()) {}

    void operator()(std::shared_ptr<const BasinMap> map) {
        const double share =
            map->complete ? 1 : static_cast<double>(map->computed) / static_cast<double>(map->expected + 1);
        sink_(BasinMapUpdate{std::move(map)});
        if (std::exchange(goes_on_, false)) progress_.skip(share);
        progress_.report(share);
    }

  private:
    const EventSink& sink_;
    StageProgress progress_;
    bool goes_on_;  // cells are known, and nothing is told yet
};

}  // namespace

void basin_map_stage(const Experiment& experiment, const PreparedProblem& prepared, const EventSink& sink,
                     const std::stop_token& stop, const MapPart& part) {
    if (!is_recurrent(experiment) && !has_basin(prepared.minimiser)) return;
    MapTeller teller(sink, part);
    const auto tell = [&teller](std::shared_ptr<const BasinMap> map) { teller(std::move(map)); };
    if (!is_recurrent(experiment)) {
        compute_basin_map(*prepared.problem, prepared.minimiser, *experiment.basin_map, experiment.stopping,
                          tell, stop, 0, part);
        return;
    }
    const NetworkTrials trials(*prepared.penalised, prepared.lifted_x0,
                               piecewise_affine_options(piecewise_affine_solver(experiment.solvers)),
                               *experiment.basin_map, experiment.stopping, stop);
    if (stop.stop_requested()) return;
    const auto run = [&trials](const MapPlace& place, double deviation, double error, int threads,
                               const std::stop_token& token) {
        return trials.run(place, deviation, error, threads, token);
    };
    compute_basin_map(run, *experiment.basin_map, tell, stop, 0, part);
}

}  // namespace basin
