// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/experiment.h"

#include <algorithm>

#include "core/experiment/catalogue.h"
#include "core/experiment/nearest_word.h"
#include "core/experiment/source_check.h"
#include "core/solvers/piecewise_affine/piecewise_affine.h"

namespace basin {

namespace {

void validate_attraction(const Experiment& experiment) {
    const AttractionSpec& spec = *experiment.attraction;
    in_section("attraction", [&spec] { spec.validate(); });
    const std::string where = "attraction.solver";
    if (const auto* index = std::get_if<Index>(&spec.solver)) {
        const Index count = std::ssize(experiment.solvers);
        require(*index < std::max<Index>(1, count), where, *index,
                "an index below " + std::to_string(std::max<Index>(1, count)) + ", the number of solvers");
        return;
    }
    std::vector<std::string> names;
    for (const SolverInfo& info : solver_catalogue()) names.push_back(info.name);
    const auto& name = std::get<std::string>(spec.solver);
    if (std::ranges::find(names, name) == names.end()) {
        throw InputError(where, "found unknown solver \"" + name + "\"" + suggestion(name, names));
    }
}

/// What the second system has no meaning for.
void validate_recurrent(const Experiment& experiment) {
    const ElmanProblemSpec& spec = elman_of(experiment);
    experiment.start.validate(spec.layout());
    const auto is_affine = [](const SolverSpec& solver) { return solver.name == "piecewise-affine"; };
    if (experiment.basin_map || experiment.exactness || std::ranges::any_of(experiment.solvers, is_affine))
        require_step_fits(spec.layout());
    if (experiment.basin_map && !(experiment.basin_map->error_max < 1)) {
        require(false, "basin_map.error_max", experiment.basin_map->error_max,
                "a value < 1, the largest tolerance of a piecewise-affine step");
    }
    if (experiment.tradeoff) {
        throw InputError("tradeoff",
                         "found it beside a recurrent network; expected softmax regression, whose "
                         "Hessian has approximations to compare");
    }
}

}  // namespace

SolverSpec attraction_solver(const Experiment& experiment) {
    const auto& wanted = experiment.attraction.value_or(AttractionSpec{}).solver;
    if (const auto* index = std::get_if<Index>(&wanted)) {
        const auto place = static_cast<std::size_t>(*index);
        return place < experiment.solvers.size() ? experiment.solvers[place] : SolverSpec{"newton", {}};
    }
    const auto& name = std::get<std::string>(wanted);
    const auto found = std::ranges::find(experiment.solvers, name, &SolverSpec::name);
    return found == experiment.solvers.end() ? SolverSpec{name, {}} : *found;
}

void SoftmaxProblemSpec::validate() const {
    instance.validate();
    validate_source(A1, "problem.data.A1", instance.n, instance.d, "n x d");
    validate_source(A2, "problem.data.A2", instance.m, instance.n, "m x n");
    validate_source(b, "problem.data.b", instance.m, 1, "m x 1");
    validate_source(w, "problem.data.w", instance.n, 1, "n x 1");
}

Index unknowns(const Experiment& experiment) {
    if (is_recurrent(experiment)) return elman_of(experiment).shape().parameters();
    return softmax_of(experiment).instance.d;
}

void Experiment::validate() const {
    std::visit([](const auto& spec) { spec.validate(); }, problem);
    if (is_recurrent(*this)) {
        validate_recurrent(*this);
    } else {
        start.validate(unknowns(*this));
        if (exactness)
            throw InputError("exactness",
                             "found it beside a softmax regression; expected a recurrent network");
    }
    for (std::size_t i = 0; i < solvers.size(); ++i) {
        validate_solver(solvers[i], "solvers[" + std::to_string(i) + "]");
    }
    in_section("stopping", [this] { stopping.validate(); });
    require(max_seconds > 0, "max_seconds", max_seconds, "a value > 0");
    if (landscape) in_section("landscape", [this] { landscape->validate(unknowns(*this)); });
    if (attraction) validate_attraction(*this);
    if (spectrum) in_section("spectrum", [this] { spectrum->validate(); });
    if (basin_map) in_section("basin_map", [this] { basin_map->validate(); });
    in_section("certificate", [this] { certificate.validate(); });
    if (tradeoff) in_section("tradeoff", [this] { tradeoff->validate(); });
    if (exactness) in_section("exactness", [this] { exactness->validate(); });
}

}  // namespace basin
