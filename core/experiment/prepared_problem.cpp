// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/prepared_problem.h"

#include <utility>

#include "core/experiment/problem_family.h"

namespace basin {

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
