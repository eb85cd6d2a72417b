// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/experiment.h"

#include <algorithm>
#include <cmath>

#include "core/experiment/catalogue.h"
#include "core/experiment/nearest_word.h"
#include "core/numeric/check.h"

namespace basin {

namespace {

std::string shape_text(Index rows, Index columns) {
    return std::to_string(rows) + " x " + std::to_string(columns);
}

/// Given data must exist, be finite and have the shape that the sizes ask for; expected says it in symbols.
template <class Values>
void validate_source(const std::optional<DataSource<Values>>& source, const std::string& where, Index rows,
                     Index columns, const std::string& expected) {
    if (!source) return;
    if (!source->value) throw InputError(where, "found no values; expected " + expected);
    const Values& value = *source->value;
    if (value.rows() != rows || value.cols() != columns) {
        throw InputError(where, "found a matrix of " + shape_text(value.rows(), value.cols()) +
                                    "; expected " + expected + " = " + shape_text(rows, columns));
    }
    if (!value.allFinite())
        throw InputError(where, "found an entry that is not finite; expected finite numbers");
}

/// Runs a check and puts the section in front of the key that its message begins with.
template <typename Check>
void in_section(const std::string& section, const Check& check) {
    try {
        check();
    } catch (const InputError& error) {
        throw InputError("", section + "." + error.what());
    }
}

void validate_problem(const SoftmaxProblemSpec& problem) {
    const SoftmaxInstanceSpec& sizes = problem.instance;
    sizes.validate();
    validate_source(problem.A1, "problem.data.A1", sizes.n, sizes.d, "n x d");
    validate_source(problem.A2, "problem.data.A2", sizes.m, sizes.n, "m x n");
    validate_source(problem.b, "problem.data.b", sizes.m, 1, "m x 1");
    validate_source(problem.w, "problem.data.w", sizes.n, 1, "n x 1");
}

void validate_start(const StartSpec& start, Index d) {
    require(std::isfinite(start.radius) && start.radius >= 0, "start.radius", start.radius, "a value >= 0");
    validate_source(start.x0, "start.x0", d, 1, "d x 1");
}

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

void Experiment::validate() const {
    validate_problem(problem);
    validate_start(start, problem.instance.d);
    for (std::size_t i = 0; i < solvers.size(); ++i) {
        validate_solver(solvers[i], "solvers[" + std::to_string(i) + "]");
    }
    in_section("stopping", [this] { stopping.validate(); });
    if (landscape) in_section("landscape", [this] { landscape->validate(problem.instance.d); });
    if (attraction) validate_attraction(*this);
    if (spectrum) in_section("spectrum", [this] { spectrum->validate(); });
    if (basin_map) in_section("basin_map", [this] { basin_map->validate(); });
    in_section("certificate", [this] { certificate.validate(); });
    if (tradeoff) in_section("tradeoff", [this] { tradeoff->validate(); });
}

}  // namespace basin
