// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/sweep/sweep_stage.h"

#include <memory>
#include <optional>
#include <utility>

#include "core/analysis/growth.h"
#include "core/experiment/experiment.h"
#include "core/experiment/stage_progress.h"
#include "core/experiment/sweep/growing_sweep.h"
#include "core/experiment/sweep/sweep_trials.h"
#include "core/experiment/sweep/swept_keys.h"

namespace basin {

void sweep_stage(const Experiment& experiment, const EventSink& sink, const std::stop_token& stop,
                 const SweepPart& part) {
    StageProgress progress(Stage::sweep, sink);
    const std::vector<SweptAxis> axes = swept_axes(experiment);
    GrowingSweep growing(axes, experiment.sweep->refinement, part);
    SweepTrials trials(experiment, axes);
    bool goes_on = !part.known.empty();
    const GrowthSink<Sweep> tell = [&](std::shared_ptr<const Sweep> sweep) {
        const double share =
            sweep->complete ? 1
                            : static_cast<double>(sweep->computed) / static_cast<double>(sweep->expected + 1);
        sink(SectionUpdate<Sweep>{std::move(sweep)});
        if (std::exchange(goes_on, false)) progress.skip(share);
        progress.report(share);
    };
    const auto compute = [&](const GridPlace& place,
                             int threads) -> std::optional<std::shared_ptr<const SweepCell>> {
        auto cell = trials.run(place, threads, stop);
        return cell ? std::optional(std::move(cell)) : std::nullopt;
    };
    grow(growing, compute, part.finish, tell, stop, 0, !part.known.empty());
}

}  // namespace basin
