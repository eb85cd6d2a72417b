// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/prepared_problem.h"

#include <utility>

#include "core/experiment/problem_family.h"

namespace basin {

namespace {

/// The form that a solver takes instead of the problem itself; null where it takes that, or none.
const Formulation* other_for(const PreparedProblem& prepared, const Solver& solver) {
    for (const Formulation& other : prepared.others)
        if (!solver.rejects(*other.problem) && solver.rejects(*prepared.problem)) return &other;
    return nullptr;
}

}  // namespace

const Problem& PreparedProblem::problem_for(const Solver& solver) const {
    const Formulation* other = other_for(*this, solver);
    return other ? *other->problem : *problem;
}

const Vector& PreparedProblem::start_for(const Solver& solver) const {
    const Formulation* other = other_for(*this, solver);
    return other ? other->start : x0;
}

std::shared_ptr<const ElmanSeries> PreparedProblem::series() const {
    for (const Formulation& other : others)
        if (const PenaltyRnn* network = other.problem->structure().penalised_network)
            return {network->shared_training(), &network->training().series};
    return nullptr;
}

PreparedProblem prepare_again(const Experiment& experiment, const Minimiser& minimiser, const Vector& x0) {
    return family_of(experiment).prepare_again(experiment, minimiser, x0);
}

PreparedProblem prepare(const Experiment& experiment, std::stop_token stop) {
    experiment.validate();
    return prepare_valid(experiment, std::move(stop));
}

PreparedProblem prepare_valid(const Experiment& experiment, std::stop_token stop) {
    return family_of(experiment).prepare(experiment, std::move(stop));
}

void refuse_parts(const Experiment& experiment, const PreparedProblem& prepared) {
    family_of(experiment).refuse_parts(experiment, prepared);
}

void refuse_unusable(const Experiment& experiment) {
    experiment.validate();
    refuse_parts(experiment, prepare_again(experiment, {}, {}));
}

}  // namespace basin
