// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/tradeoff_stage.h"

#include <utility>

#include "core/experiment/stage_progress.h"

namespace basin {

std::shared_ptr<const Tradeoff> tradeoff_stage(const Experiment& experiment, const PreparedProblem& prepared,
                                               const EventSink& sink, const std::stop_token& stop) {
    StageProgress progress(Stage::tradeoff, sink);
    const auto tell = [&](std::shared_ptr<const Tradeoff> tradeoff) {
        const double done =
            static_cast<double>(tradeoff->measured) / static_cast<double>(tradeoff->points.size());
        sink(SectionUpdate<Tradeoff>{std::move(tradeoff)});
        progress.report(done);
    };
    auto tradeoff = measure_tradeoff(*prepared.problem, prepared.x0, *experiment.tradeoff,
                                     experiment.stopping, tell, stop);
    // The setting that was cut off is in none of those told.
    if (tradeoff->measured < std::ssize(tradeoff->points)) sink(SectionUpdate<Tradeoff>{tradeoff});
    if (!stop.stop_requested()) progress.report(1);  // its time may be over before its settings are
    return tradeoff;
}

}  // namespace basin
