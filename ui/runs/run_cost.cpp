// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_cost.h"

#include <algorithm>

#include "ui/families/family_view.h"

namespace basin::ui {

namespace {
constexpr double limit = 1e9;  // about half a second on one slow core
}

bool isSmall(const Experiment& experiment) {
    return familyViewOf(experiment).work(experiment) <= limit;
}

double liveIterations(const Experiment& experiment) {
    return static_cast<double>(std::min<Index>(experiment.stopping.max_iterations, 2000));
}

double landscapePoints(const Experiment& experiment) {
    const auto side = static_cast<double>(experiment.landscape ? experiment.landscape->resolution : 0);
    return side * side;
}

}  // namespace basin::ui
