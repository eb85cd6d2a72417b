// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/view_spec.h"
#include "core/problems/field.h"

namespace basin {

// The fields of a view: see core/problems/field.h. Which words a plot has, its list tells: the view's
// validate() checks them.

template <SpecOf<ZoomSpec> Spec, class Visit>
void describe(Spec& spec, Visit& visit) {
    visit({.key = "x", .meaning = "from and to on the horizontal axis, in its units"}, spec.x);
    visit({.key = "y", .meaning = "the same of the other axis"}, spec.y);
}

template <SpecOf<PlotSpec> Spec, class Visit>
void describe(Spec& spec, Visit& visit) {
    visit({.key = "view",
           .meaning = "what it shows: a word that `basin render --view` takes",
           .written = !spec.view.empty()},
          spec.view);
    visit({.key = "against", .meaning = "the horizontal axis, of `convergence` and `nonsmoothness`"},
          MaybeOneOf{spec.against, all_against});
    visit({.key = "solver",
           .meaning =
               "whose run, of `spectrum`, `series`, `penalty` and `slope-rose`, by its label in the results",
           .written = !spec.solver.empty()},
          spec.solver);
    visit({.key = "zoom", .meaning = "the part that is shown"}, spec.zoom);
    visit({.key = "seeds",
           .meaning =
               "what `convergence` shows of repeats: `band`, `each` of the runs, or the experiment's `own`"},
          MaybeOneOf{spec.seeds, all_seeds_shown});
}

template <SpecOf<ViewSpec> Spec, class Visit>
void describe(Spec& spec, Visit& visit) {
    visit({.key = "cards",
           .meaning = "the plots that the four cards show, at most one of each",
           .written = !spec.cards.empty()},
          SomeOf{spec.cards, all_plot_kinds});
    visit({.key = "plots",
           .meaning = "how plots are shown: an object of their words, each with an object as below",
           .written = !spec.plots.empty()},
          spec.plots);
    visit({.key = "maximised", .meaning = "the plot that is shown alone"},
          MaybeOneOf{spec.maximised, all_plot_kinds});
    visit({.key = "iteration",
           .meaning = "plots show the runs up to this one; left out: to their ends",
           .range = at_least(0)},
          spec.iteration);
}

}  // namespace basin
