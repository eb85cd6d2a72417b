// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/view_spec.h"

#include <algorithm>
#include <cmath>

#include "core/experiment/experiment.h"
#include "core/experiment/nearest_word.h"
#include "core/experiment/problem_family.h"
#include "core/experiment/solver_labels.h"
#include "core/experiment/source_check.h"

namespace basin {

namespace {

std::string in_quotes(std::string_view word) {
    return '"' + std::string(word) + '"';
}

/// The words of the plots for which the condition holds: "landscape, convergence or spectrum".
template <class Condition>
std::string plots_that(const Condition& holds) {
    std::vector<std::string> words;
    for (const PlotWords& plot : plot_list)
        if (holds(plot)) words.emplace_back(plot.word);
    return joined(words, "or");
}

void refuse_foreign_view(PlotKind kind, const std::string& where, const Experiment& experiment) {
    const Families family = family_bit(experiment);
    if ((words_of(kind).families & family) != 0) return;
    throw InputError(
        where, "found " + in_quotes(to_string(kind)) + " beside " +
                   std::string(family_of(experiment).noun()) + "; expected " +
                   plots_that([family](const PlotWords& plot) { return (plot.families & family) != 0; }));
}

void validate_cards(const std::vector<PlotKind>& cards, const Experiment& experiment) {
    for (std::size_t i = 0; i < cards.size(); ++i) {
        const std::string where = "cards[" + std::to_string(i) + "]";
        refuse_foreign_view(cards[i], where, experiment);
        for (std::size_t before = 0; before < i; ++before)
            if (words_of(cards[before]).card == words_of(cards[i]).card)
                throw InputError(where, "found " + in_quotes(to_string(cards[i])) + " after " +
                                            in_quotes(to_string(cards[before])) +
                                            "; expected one of them: they share a card");
    }
}

void validate_range(const std::optional<AxisRange>& range, const std::string& where) {
    if (!range) return;
    const auto [low, high] = *range;
    if (std::isfinite(low) && std::isfinite(high) && low < high) return;
    throw InputError(where, "found " + exact_number_text(low) + " to " + exact_number_text(high) +
                                "; expected two finite numbers, the smaller first");
}

/// Refuses a choice that only some plots offer.
void require_offer(bool holds, bool PlotWords::*offered, PlotKind kind, const std::string& where) {
    if (holds || words_of(kind).*offered) return;
    throw InputError(where, "found it of " + in_quotes(to_string(kind)) + "; expected it of " +
                                plots_that([offered](const PlotWords& plot) { return plot.*offered; }));
}

void validate_plot(PlotKind kind, const PlotSpec& spec, const Experiment& experiment) {
    const PlotWords& plot = words_of(kind);
    const Families family = family_bit(experiment);
    if (!spec.view.empty() && !has_view(plot, spec.view, family))
        throw InputError(
            "view", "found " + in_quotes(spec.view) + suggestion(spec.view, words_of_views(plot, family)));
    require_offer(!spec.against, &PlotWords::against_time, kind, "against");
    require_offer(spec.solver.empty(), &PlotWords::of_one_run, kind, "solver");
    require_offer(!spec.seeds, &PlotWords::of_seeds, kind, "seeds");
    const std::vector<std::string> labels = solver_labels(experiment.solvers);
    if (!spec.solver.empty() && std::ranges::find(labels, spec.solver) == labels.end())
        throw InputError("solver", "found " + in_quotes(spec.solver) + suggestion(spec.solver, labels));
    if (!spec.zoom) return;
    validate_range(spec.zoom->x, "zoom.x");
    validate_range(spec.zoom->y, "zoom.y");
}

}  // namespace

void ViewSpec::validate(const Experiment& experiment) const {
    validate_cards(cards, experiment);
    for (const auto& [kind, spec] : plots) {
        refuse_foreign_view(kind, "plots", experiment);
        const auto check = [kind = kind, &spec = spec, &experiment] {
            validate_plot(kind, spec, experiment);
        };
        in_section("plots." + std::string(to_string(kind)), check);
    }
    if (maximised) refuse_foreign_view(*maximised, "maximised", experiment);
    require(!iteration || *iteration >= 0, "iteration", iteration.value_or(0), "iteration >= 0");
}

}  // namespace basin
