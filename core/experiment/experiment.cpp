// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/experiment.h"

#include <algorithm>

#include "core/experiment/catalogue.h"
#include "core/experiment/experiment_fields.h"
#include "core/experiment/nearest_word.h"
#include "core/experiment/problem_family.h"
#include "core/experiment/seeds.h"
#include "core/experiment/source_check.h"
#include "core/experiment/sweep/swept_keys.h"
#include "core/solvers/piecewise_affine/piecewise_affine.h"

namespace basin {

namespace {

constexpr const char* piecewise_affine = "piecewise-affine";

void validate_attraction_solver(const Experiment& experiment, const AttractionSpec& spec) {
    const std::string where = "solver";
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

/// The section by itself, and beside the rest of the experiment.
template <class Spec>
void validate_section(const Experiment&, std::string_view key, const Spec& section) {
    in_section(std::string(key), [&section] { section.validate(); });
}
void validate_section(const Experiment& experiment, std::string_view key, const LandscapeSpec& section) {
    in_section(std::string(key), [&] { section.validate(unknowns(experiment)); });
}
void validate_section(const Experiment& experiment, std::string_view key, const AttractionSpec& section) {
    in_section(std::string(key), [&] {
        section.validate();
        validate_attraction_solver(experiment, section);
    });
}
/// Of an experiment with repeats.
void require_seeds(const Experiment& experiment) {
    const std::vector<std::string>& asked = experiment.repeats->vary;
    const std::vector<std::string> known = seed_keys(experiment), varied = varied_keys(experiment);
    for (auto wanted = varied.begin(); wanted != varied.end(); ++wanted) {
        const auto i = static_cast<std::size_t>(wanted - varied.begin());
        if (std::ranges::find(known, *wanted) == known.end()) {
            throw InputError("vary[" + std::to_string(i) + "]",
                             "found \"" + asked[i] + "\"; expected a seed that something is drawn from" +
                                 suggestion(asked[i], known));
        }
        if (std::find(varied.begin(), wanted, *wanted) != wanted)
            throw InputError(
                "vary", "found \"" + asked[i] + "\" beside another key of the start; expected one of them");
    }
}
void validate_section(const Experiment& experiment, std::string_view key, const RepeatsSpec& section) {
    in_section(std::string(key), [&] {
        section.validate();
        require_seeds(experiment);
    });
}
void validate_section(const Experiment& experiment, std::string_view key, const SweepSpec& section) {
    in_section(std::string(key), [&] {
        section.validate();
        if (experiment.solvers.empty()) throw InputError("axes", "found no solvers to run; expected one");
        swept_axes(experiment);
        if (section.repeats.count > 1)
            in_section("repeats", [&] {
                Experiment repeated = experiment;
                repeated.repeats = section.repeats;
                require_seeds(repeated);
            });
    });
}
template <class Spec>
void validate_section(const Experiment& experiment, std::string_view key,
                      const std::optional<Spec>& section) {
    if (section) validate_section(experiment, key, *section);
}

void refuse_foreign_section(const Experiment& experiment, const SectionInfo& info) {
    if (info.instead.empty() || (info.families & family_bit(experiment)) != 0) return;
    throw InputError(std::string(info.field.key), "found it beside " +
                                                      std::string(family_of(experiment).noun()) +
                                                      "; expected " + std::string(info.instead));
}

/// A section that is left out is not there; one that is always there asks for nothing where it has an effect.
template <class Spec>
void leave_out(std::optional<Spec>& section, bool) {
    section.reset();
}
void leave_out(BasinRadiusSpec& section, bool has_effect) {
    if (has_effect) section.trials = 0;
}

}  // namespace

SolverSpec piecewise_affine_solver(const std::vector<SolverSpec>& solvers) {
    const auto found = std::ranges::find(solvers, piecewise_affine, &SolverSpec::name);
    return found == solvers.end() ? SolverSpec{piecewise_affine, {}} : *found;
}

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

Index unknowns(const Experiment& experiment) {
    return family_of(experiment).unknowns(experiment.problem);
}

void Experiment::validate() const {
    std::visit([](const auto& spec) { spec.validate(); }, problem);
    family_of(*this).validate(*this);
    for (std::size_t i = 0; i < solvers.size(); ++i) {
        validate_solver(solvers[i], "solvers[" + std::to_string(i) + "]");
    }
    in_section("stopping", [this] { stopping.validate(); });
    check_ranges(*this);
    for_each_section([this](const SectionInfo& info, auto member) {
        if (is_asked_for(this->*member)) refuse_foreign_section(*this, info);
        validate_section(*this, info.field.key, this->*member);
    });
    if (view) in_section("view", [this] { view->validate(*this); });
}

Experiment Experiment::only(std::string_view section) const {
    Experiment alone = *this;
    for_each_section([&](const SectionInfo& info, auto member) {
        if (info.field.key == section) return;
        leave_out(alone.*member, (info.families & family_bit(*this)) != 0);
    });
    return alone;
}

}  // namespace basin
