// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/landscape_task.h"

#include <memory>
#include <utility>

#include "core/experiment/stage_progress.h"

namespace basin {

namespace {

void compute(const Problem& problem, const LandscapePlane& plane, Index resolution, const EventSink& sink,
             std::stop_token stop) {
    StageProgress progress(Stage::landscape, sink);
    const auto tell = [&](std::shared_ptr<const Landscape> landscape) {
        const auto stride = static_cast<double>(landscape->stride);
        sink(SectionUpdate<Landscape>{std::move(landscape)});
        progress.report(1 / (stride * stride));
    };
    compute_landscape(problem, plane, resolution, tell, std::move(stop));
}

}  // namespace

LandscapeTask::LandscapeTask(const Problem& problem, const LandscapePlane& plane, Index resolution,
                             const EventSink& sink, std::stop_token stop)
    : relay_(std::move(stop), [this] { own_stop_.request_stop(); }),
      future_(
          std::async(std::launch::async, [&problem, &sink, plane, resolution, token = own_stop_.get_token()] {
              compute(problem, plane, resolution, sink, token);
          })) {}

}  // namespace basin
