// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run_outcome.h"

#include <algorithm>

#include "core/experiment/prepared_problem.h"
#include "core/experiment/sections.h"
#include "core/numeric/input_error.h"

namespace basin::app {

namespace {

bool has_pictures(const Results& results) {
    const Experiment& asked = results.experiment;
    const Landscape* landscape = results.landscape.get();
    const Attraction* attraction = results.attraction.get();
    if (asked.landscape && !is_whole(landscape)) return false;
    if (asked.attraction && !(is_whole(attraction) && attraction->note.empty())) return false;
    if (asked.basin_map && !(results.basin_map && results.basin_map->complete)) return false;
    if (asked.tradeoff && !results.tradeoff) return false;  // its time may be over before its settings are
    return !asked.exactness || (results.exactness && results.exactness->complete);
}

}  // namespace

void check_asks(const std::string& name, const Experiment& experiment) {
    if (experiment.solvers.empty() && picture_names(experiment).empty()) {
        throw InputError(name, "solvers: found nothing to run; expected at least one solver");
    }
}

void check_can_run(const std::string& name, const Experiment& experiment) {
    check_asks(name, experiment);
    refuse_unusable(experiment);
}

bool went_well(const Results& results) {
    return !results.stopped && results.failed.empty() && results.cut_off.empty() &&
           std::ranges::all_of(results.runs, ended_well) && has_pictures(results);
}

}  // namespace basin::app
