// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "core/experiment/events.h"
#include "core/experiment/experiment.h"
#include "core/problems/field.h"

namespace basin {

/// What there is to say of a section of an experiment, which asks for one thing to be computed.
struct SectionInfo {
    Field field;                       // its key, which files of every family may have
    Families families = every_family;  // where it has an effect
    std::string_view name = {};        // "basin of attraction"
    std::optional<Stage> stage = {};   // that computes it; nothing: the solvers do beside their work
    std::string_view progress = {};    // "Computing the basin of attraction"
    std::string_view verb = {};        // of the command line, where there is one for it alone
    std::string_view instead = {};     // expected beside another family; empty: has no effect there
    bool is_shown = true;              // a picture or table of its own
};

template <class Member>
struct Section {
    SectionInfo info;
    Member Experiment::*member;
};
template <class Member>
Section(SectionInfo, Member Experiment::*) -> Section<Member>;

/// All sections, in the order of a file. Those that can be left out are optional members.
inline constexpr std::tuple section_list{
    Section{SectionInfo{.field = {.key = "landscape", .meaning = "the loss on a plane"},
                        .name = "landscape",
                        .stage = Stage::landscape,
                        .progress = "Drawing the landscape"},
            &Experiment::landscape},
    Section{SectionInfo{
                .field = {.key = "attraction", .meaning = "a solver started at every point of that plane"},
                .families = every_family & ~elman_family,
                .name = "basin of attraction",
                .stage = Stage::attraction,
                .progress = "Computing the basin of attraction"},
            &Experiment::attraction},
    Section{SectionInfo{.field = {.key = "spectrum", .meaning = "eigenvalues of the Hessian along the way"},
                        .name = "spectrum",
                        .is_shown = false},
            &Experiment::spectrum},
    Section{SectionInfo{.field = {.key = "basin_map",
                                  .meaning = "how often random starts arrive, by distance and error",
                                  .map = every_family},
                        .name = "basin map",
                        .stage = Stage::basin_map,
                        .progress = "Computing the basin map",
                        .verb = "map"},
            &Experiment::basin_map},
    Section{SectionInfo{.field = {.key = "basin_radius",
                                  .meaning = "how the basin radius is measured",
                                  .earlier = {"certificate"}},
                        .families = every_family & ~elman_family,
                        .name = "basin radius",
                        .stage = Stage::basin_radius,
                        .progress = "Measuring the basin",
                        .verb = "certify",
                        .is_shown = false},
            &Experiment::basin_radius},
    Section{
        SectionInfo{.field = {.key = "exactness",
                              .meaning = "violation of a network's equations against the penalty weights"},
                    .families = elman_family,
                    .name = "exactness curve",
                    .stage = Stage::exactness,
                    .progress = "Computing the exactness curve",
                    .verb = "exactness",
                    .instead = "a recurrent network"},
        &Experiment::exactness},
    Section{SectionInfo{
                .field = {.key = "tradeoff", .meaning = "what each Hessian approximation costs and brings"},
                .families = softmax_family,
                .name = "trade-off",
                .stage = Stage::tradeoff,
                .progress = "Measuring what each approximation costs",
                .instead = "softmax regression, whose Hessian has approximations to compare"},
            &Experiment::tradeoff}};

/// Calls f(info, member) for every section, where member is Experiment's pointer to it.
template <class F>
void for_each_section(F&& f) {
    std::apply([&f](const auto&... section) { (f(section.info, section.member), ...); }, section_list);
}

/// Whether a section is there: one that is no optional always is.
template <class Spec>
bool is_asked_for(const Spec&) {
    return true;
}
template <class Spec>
bool is_asked_for(const std::optional<Spec>& section) {
    return section.has_value();
}

/// The name of each picture or table that the experiment asks for: "landscape", "basin map".
std::vector<std::string_view> picture_names(const Experiment& experiment);

/// A stage of a run: "basin map" and "Computing the basin map".
struct StageWords {
    std::string_view name, progress;
};
StageWords stage_words(Stage stage);

}  // namespace basin
