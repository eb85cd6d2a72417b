// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/prepared_problem.h"

#include <utility>

#include "core/experiment/stage_border.h"
#include "core/numeric/input_error.h"
#include "core/numeric/random.h"
#include "core/solvers/piecewise_affine/piecewise_affine.h"

namespace basin {

namespace {

template <class Values>
const Values* given(const std::optional<DataSource<Values>>& source) {
    return source ? source->value.get() : nullptr;
}

std::unique_ptr<SoftmaxRegression> make_problem(const SoftmaxProblemSpec& spec, Vector& x_planted) {
    const SoftmaxParts parts{given(spec.A1), given(spec.A2), given(spec.b), given(spec.w)};
    SoftmaxInstance instance = generate_softmax_instance(spec.instance, parts);
    x_planted = std::move(instance.x_planted);
    return std::make_unique<SoftmaxRegression>(std::move(instance.data));
}

Vector place_start(const StartSpec& start, const Vector& minimiser) {
    if (start.x0) return start.x0->value->col(0);
    RandomStream stream(start.seed);
    return minimiser + start.radius * uniform_direction(stream, minimiser.size());
}

/// A network's three formulations and its start. Which minimiser is best, only runs can tell.
PreparedProblem prepare_network(const Experiment& experiment) {
    const ElmanProblemSpec& spec = elman_of(experiment);
    PreparedProblem prepared;
    prepared.training = make_training(spec);
    prepared.problem = std::make_unique<ElmanRnn>(prepared.training);
    prepared.penalised = std::make_unique<PenaltyRnn>(prepared.training, spec.betas);
    prepared.x0 = start_weights(experiment.start, spec.shape());
    const auto& given_x0 = experiment.start.x0;
    const bool is_lifted = given_x0 && given_x0->value->rows() == prepared.penalised->dimension();
    prepared.lifted_x0 = is_lifted ? Vector(given_x0->value->col(0)) : lift(*prepared.training, prepared.x0);
    prepared.minimiser.note = "A recurrent network has many minimisers, and none is known beforehand.";
    return prepared;
}

/// Where the search breaks off, solvers can run all the same.
Minimiser search_minimiser(const Problem& problem, const Vector& x_planted, std::stop_token stop) {
    try {
        return find_minimiser(problem, x_planted, std::move(stop));
    } catch (...) {
        Minimiser unknown;
        unknown.x = x_planted;
        unknown.note = "The search for the minimum broke off: " + exception_text();
        return unknown;
    }
}

}  // namespace

const Problem& PreparedProblem::problem_for(const Solver& solver) const {
    return penalised && !solver.rejects(*penalised) && solver.rejects(*problem) ? *penalised : *problem;
}

const Vector& PreparedProblem::start_for(const Solver& solver) const {
    return &problem_for(solver) == problem.get() ? x0 : lifted_x0;
}

std::shared_ptr<const ElmanSeries> PreparedProblem::series() const {
    return training ? std::shared_ptr<const ElmanSeries>(training, &training->series) : nullptr;
}

PreparedProblem prepare_again(const Experiment& experiment, const Minimiser& minimiser, const Vector& x0) {
    if (is_recurrent(experiment)) {
        PreparedProblem prepared = prepare_network(experiment);
        prepared.minimiser = minimiser;
        return prepared;
    }
    Vector x_planted;
    PreparedProblem prepared;
    auto problem = make_problem(softmax_of(experiment), x_planted);
    prepared.minimiser = minimiser;
    if (minimiser.verified) problem->set_minimiser(minimiser.x, minimiser.low);
    prepared.problem = std::move(problem);
    prepared.x0 = x0;
    return prepared;
}

PreparedProblem prepare(const Experiment& experiment, std::stop_token stop) {
    experiment.validate();
    return prepare_valid(experiment, std::move(stop));
}

PreparedProblem prepare_valid(const Experiment& experiment, std::stop_token stop) {
    if (is_recurrent(experiment)) return prepare_network(experiment);
    Vector x_planted;
    PreparedProblem prepared;
    auto problem = make_problem(softmax_of(experiment), x_planted);
    prepared.minimiser = search_minimiser(*problem, x_planted, std::move(stop));
    if (prepared.minimiser.verified) problem->set_minimiser(prepared.minimiser.x, prepared.minimiser.low);
    prepared.problem = std::move(problem);
    prepared.x0 = place_start(experiment.start, prepared.minimiser.x);
    return prepared;
}

void refuse_parts(const Experiment& experiment, const PreparedProblem& prepared) {
    if (is_recurrent(experiment)) {
        if (!experiment.exactness && !experiment.basin_map) return;
        if (const auto reason = PiecewiseAffine().rejects(*prepared.penalised))
            throw InputError(experiment.exactness ? "exactness" : "basin_map", *reason);
    } else if (experiment.basin_map) {
        if (const auto reason = reject_basin_map(*experiment.basin_map, *prepared.problem))
            throw InputError("basin_map", *reason);
    }
}

void refuse_unusable(const Experiment& experiment) {
    experiment.validate();
    refuse_parts(experiment, prepare_again(experiment, {}, {}));
}

}  // namespace basin
