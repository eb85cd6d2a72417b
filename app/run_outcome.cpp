// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run_outcome.h"

#include <algorithm>

#include "core/experiment/prepared_problem.h"
#include "core/experiment/sections.h"
#include "core/numeric/input_error.h"

namespace basin::app {

namespace {

bool has_pictures(const Results& results) {
    bool has_all = true;
    for_each_result([&](const SectionInfo&, auto section, auto result) {
        const auto& there = results.*result;
        if (results.experiment.*section) has_all = has_all && there && is_as_asked(*there);
    });
    return has_all;
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

// Of runs from many seeds the ends are the answer, whatever they are.
bool went_well(const Results& results) {
    return !results.stopped && results.failed.empty() && results.cut_off.empty() &&
           (results.experiment.repeats || std::ranges::all_of(results.runs, ended_well)) &&
           has_pictures(results);
}

}  // namespace basin::app
