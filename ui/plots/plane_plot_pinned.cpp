// SPDX-License-Identifier: GPL-3.0-or-later
// The paths of pinned runs, where they lie on the same plane over the same problem.
#include <algorithm>

#include "ui/plots/path_ground.h"
#include "ui/plots/pinned_look.h"
#include "ui/plots/plane_plot.h"
#include "ui/plots/run_look.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

/// Looked at once for each: values of landscapes are many.
void PlanePlot::followPinned() {
    const auto& all = model()->pinned();
    const auto isKnown = [&](const PinnedRun& pinned, const PinnedPaths& paths) {
        return paths.results == pinned.results && paths.origin.size() == plane_.plane.origin.size() &&
               paths.origin == plane_.plane.origin && paths.landscape == model()->results().landscape.get();
    };
    if (std::ranges::equal(all, pinned_, isKnown)) return;
    pinned_.clear();
    for (const PinnedRun& each : all) {
        PinnedPaths& paths = pinned_.emplace_back();
        paths.results = each.results;
        paths.origin = plane_.plane.origin;
        paths.landscape = model()->results().landscape.get();
        if (!isOnSamePlane(model()->results(), *each.results, plane_)) continue;
        for (const SolverRun& run : each.results->runs) {
            SampledCurve samples;
            for (const PlanePoint& point : run.path) samples.append({point.a, point.b});
            paths.paths.push_back(samples.points());
        }
    }
}

void PlanePlot::addPinned(std::vector<Curve>& curves) {
    followPinned();
    for (std::size_t place = 0; place < pinned_.size(); ++place) {
        const PinnedRun& pinned = model()->pinned()[place];
        for (const std::size_t run : shownRuns(*pinned.results, plotStyle())) {
            if (run >= pinned_[place].paths.size() || pinned_[place].paths[run].empty()) continue;
            Curve path = pinnedCurve(pinned, run, place, plotStyle());
            path.sorted = false;
            path.points = pinned_[place].paths[run];
            if (!isSurface()) curves.push_back(groundOf(path));
            curves.push_back(std::move(path));
        }
    }
}

}  // namespace basin::ui
