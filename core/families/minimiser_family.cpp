// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/families/minimiser_family.h"

#include <utility>

#include "core/experiment/stage_border.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

/// Where the search breaks off, solvers can run all the same.
Minimiser search_minimiser(const Problem& problem, const Vector& guess, std::stop_token stop) {
    try {
        return find_minimiser(problem, guess, std::move(stop));
    } catch (...) {
        Minimiser unknown;
        unknown.x = guess;
        unknown.note = "The search for the minimum broke off: " + exception_text();
        return unknown;
    }
}

}  // namespace

void MinimiserFamily::validate(const Experiment& experiment) const {
    experiment.start.validate(unknowns(experiment.problem));
}

PreparedProblem MinimiserFamily::prepare(const Experiment& experiment, std::stop_token stop) const {
    Posed posed = pose(experiment.problem);
    PreparedProblem prepared;
    prepared.minimiser = search_minimiser(*posed.problem, posed.guess, std::move(stop));
    if (prepared.minimiser.verified)
        posed.problem->set_minimiser(prepared.minimiser.x, prepared.minimiser.low);
    prepared.problem = std::move(posed.problem);
    place_start(experiment, prepared);
    return prepared;
}

void MinimiserFamily::place_start(const Experiment& experiment, PreparedProblem& prepared) const {
    prepared.x0 = start_point(experiment.start, prepared.minimiser.x);
}

PreparedProblem MinimiserFamily::prepare_again(const Experiment& experiment, const Minimiser& minimiser,
                                               const Vector& x0) const {
    PreparedProblem prepared;
    prepared.problem = pose(experiment.problem).problem;
    prepared.minimiser = minimiser;
    if (minimiser.verified) prepared.problem->set_minimiser(minimiser.x, minimiser.low);
    prepared.x0 = x0;
    return prepared;
}

void MinimiserFamily::refuse_parts(const Experiment& experiment, const PreparedProblem& prepared) const {
    if (!experiment.basin_map) return;
    if (const auto reason = reject_basin_map(*experiment.basin_map, *prepared.problem))
        throw InputError("basin_map", *reason);
}

bool MinimiserFamily::plane_needs_runs(const Experiment& experiment) const {
    return experiment.landscape && needs_runs(experiment.landscape->plane);
}

bool MinimiserFamily::has_map(const Minimiser& minimiser) const {
    return has_basin(minimiser);
}

void MinimiserFamily::compute_map(const Experiment& experiment, const PreparedProblem& prepared,
                                  const std::function<void(std::shared_ptr<const BasinMap>)>& tell,
                                  const std::stop_token& stop, const MapPart& part) const {
    compute_basin_map(*prepared.problem, prepared.minimiser, *experiment.basin_map, experiment.stopping, tell,
                      stop, 0, part);
}

}  // namespace basin
