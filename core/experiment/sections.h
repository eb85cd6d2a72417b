// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "core/experiment/experiment.h"
#include "core/experiment/section_results.h"
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
    bool redraw_completes = false;     // false: a redraw takes a result as it is, however far it came
};

/// Member: what the experiment asks for. Result: where the results hold what is computed for it, a
/// std::shared_ptr<const T> SectionResults::*, of sections that have a result of their own.
template <class Member, class Result = std::nullptr_t>
struct Section {
    SectionInfo info;
    Member Experiment::*member;
    Result result = {};

    static constexpr bool has_result = !std::is_same_v<Result, std::nullptr_t>;
    template <class T>
    static constexpr bool computes = std::is_same_v<Result, std::shared_ptr<const T> SectionResults::*>;
};
template <class Member>
Section(SectionInfo, Member Experiment::*) -> Section<Member>;
template <class Member, class Result>
Section(SectionInfo, Member Experiment::*, Result) -> Section<Member, Result>;

/// All sections, in the order of a file. Those that can be left out are optional members, and those with a
/// result are.
inline constexpr std::tuple section_list{
    Section{SectionInfo{.field = {.key = "landscape", .meaning = "the loss on a plane"},
                        .name = "landscape",
                        .stage = Stage::landscape,
                        .progress = "Drawing the landscape",
                        .redraw_completes = true},
            &Experiment::landscape, &SectionResults::landscape},
    Section{SectionInfo{
                .field = {.key = "attraction", .meaning = "a solver started at every point of that plane"},
                .families = every_family & ~elman_family,
                .name = "basin of attraction",
                .stage = Stage::attraction,
                .progress = "Computing the basin of attraction",
                .redraw_completes = true},
            &Experiment::attraction, &SectionResults::attraction},
    Section{SectionInfo{.field = {.key = "spectrum", .meaning = "eigenvalues of the Hessian along the way"},
                        .name = "spectrum",
                        .is_shown = false},
            &Experiment::spectrum},
    Section{SectionInfo{.field = {.key = "repeats", .meaning = "every solver again from other seeds"},
                        .name = "repeats",
                        .stage = Stage::repeats,
                        .progress = "Repeating the runs from other seeds"},
            &Experiment::repeats, &SectionResults::repeats},
    Section{SectionInfo{.field = {.key = "sweep",
                                  .meaning = "every solver from several seeds, along one to three keys"},
                        .name = "sweep",
                        .stage = Stage::sweep,
                        .progress = "Sweeping",
                        .verb = "sweep"},
            &Experiment::sweep, &SectionResults::sweep},
    Section{SectionInfo{.field = {.key = "basin_map",
                                  .meaning = "how often random starts arrive, by distance and error",
                                  .map = every_family},
                        .name = "basin map",
                        .stage = Stage::basin_map,
                        .progress = "Computing the basin map",
                        .verb = "map",
                        .redraw_completes = true},
            &Experiment::basin_map, &SectionResults::basin_map},
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
        &Experiment::exactness, &SectionResults::exactness},
    Section{SectionInfo{
                .field = {.key = "tradeoff", .meaning = "what each Hessian approximation costs and brings"},
                .families = softmax_family,
                .name = "trade-off",
                .stage = Stage::tradeoff,
                .progress = "Measuring what each approximation costs",
                .instead = "softmax regression, whose Hessian has approximations to compare"},
            &Experiment::tradeoff, &SectionResults::tradeoff}};

/// Calls f(info, member) for every section, where member is Experiment's pointer to it.
template <class F>
void for_each_section(F&& f) {
    std::apply([&f](const auto&... section) { (f(section.info, section.member), ...); }, section_list);
}

/// Calls f(info, member, result) for every section that has a result.
template <class F>
void for_each_result(F&& f) {
    const auto call = [&f](const auto& section) {
        if constexpr (std::decay_t<decltype(section)>::has_result)
            f(section.info, section.member, section.result);
    };
    std::apply([&call](const auto&... section) { (call(section), ...); }, section_list);
}

/// The row of the section whose result is a T.
template <class T, std::size_t i = 0>
constexpr const auto& section_of() {
    if constexpr (std::tuple_element_t<i, std::remove_const_t<decltype(section_list)>>::template computes<T>)
        return std::get<i>(section_list);
    else
        return section_of<T, i + 1>();
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
