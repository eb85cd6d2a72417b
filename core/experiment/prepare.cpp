// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>
#include <utility>

#include "core/experiment/runner.h"
#include "core/numeric/random.h"

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

}  // namespace

PreparedProblem prepare_again(const Experiment& experiment, const Minimiser& minimiser, const Vector& x0) {
    experiment.validate();
    Vector x_planted;
    PreparedProblem prepared;
    prepared.problem = make_problem(experiment.problem, x_planted);
    prepared.minimiser = minimiser;
    if (minimiser.verified) prepared.problem->set_minimiser(minimiser.x);
    prepared.x0 = x0;
    return prepared;
}

PreparedProblem prepare(const Experiment& experiment, std::stop_token stop) {
    experiment.validate();
    Vector x_planted;
    PreparedProblem prepared;
    prepared.problem = make_problem(experiment.problem, x_planted);
    prepared.minimiser = find_minimiser(*prepared.problem, x_planted, std::move(stop));
    if (prepared.minimiser.verified) prepared.problem->set_minimiser(prepared.minimiser.x);
    prepared.x0 = place_start(experiment.start, prepared.minimiser.x);
    return prepared;
}

}  // namespace basin
