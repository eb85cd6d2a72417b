// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/basin_map_stage.h"

#include <memory>
#include <utility>

#include "core/experiment/problem_family.h"
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
        sink_(SectionUpdate<BasinMap>{std::move(map)});
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
    const ProblemFamily& family = family_of(experiment);
    if (!family.has_map(prepared.minimiser)) return;
    MapTeller teller(sink, part);
    const auto tell = [&teller](std::shared_ptr<const BasinMap> map) { teller(std::move(map)); };
    family.compute_map(experiment, prepared, tell, stop, part);
}

}  // namespace basin
