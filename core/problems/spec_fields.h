// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/activations.h"
#include "core/problems/elman_network.h"
#include "core/problems/field.h"
#include "core/problems/penalty_rnn.h"
#include "core/problems/softmax_instance.h"

namespace basin {

// The fields of what problems are made from: see field.h.

template <SpecOf<SoftmaxInstanceSpec> Spec, class Visit>
void describe(Spec& spec, Visit& visit) {
    visit({.key = "n", .meaning = "rows of `A1`: keys", .range = at_least(1)}, spec.n);
    visit({.key = "d", .meaning = "unknowns", .range = at_least(1)}, spec.d);
    visit({.key = "m", .meaning = "outputs: rows of `A2`", .range = at_least(1)}, spec.m);
    visit({.key = "density",
           .meaning = "share of the entries of a generated `A1`; below 1 it is sparse",
           .range = above_up_to(0, 1)},
          spec.density);
    visit({.key = "activation", .meaning = "h; `relu` and `leaky_relu` have a kink"},
          OneOf{spec.activation, all_activations});
    visit({.key = "ridge", .meaning = "w = sqrt(ridge / n) in every row", .range = at_least(0)}, spec.ridge);
    visit({.key = "gain", .meaning = "scale of `A2`", .range = above(0)}, spec.gain);
    visit({.key = "logit_scale", .meaning = "scale of `A1`", .range = above(0)}, spec.logit_scale);
    visit({.key = "noise", .meaning = "standard deviation added to `b`", .range = at_least(0)}, spec.noise);
    visit({.key = "target_radius", .meaning = "length of the x that `b` is made from", .range = at_least(0)},
          spec.target_radius);
    visit({.key = "seed",
           .meaning = "of everything generated: the same problem on every platform",
           .range = at_least(0)},
          spec.seed);
}

template <SpecOf<TikhonovWeights> Spec, class Visit>
void describe(Spec& spec, Visit& visit) {
    const auto weight = [](std::string_view key) {
        return Field{.key = key,
                     .meaning = "weight of the squares of that matrix",
                     .range = at_least(0),
                     .is_required = true};
    };
    visit(weight("A"), spec.A);
    visit(weight("W"), spec.W);
    visit(weight("V"), spec.V);
    visit(weight("b"), spec.b);
    visit(weight("c"), spec.c);
}

template <SpecOf<PenaltyWeights> Spec, class Visit>
void describe(Spec& spec, Visit& visit) {
    visit({.key = "h", .meaning = "of the equations of the states", .range = above(0)}, spec.h);
    visit({.key = "u", .meaning = "of the equations of the units", .range = above(0)}, spec.u);
    visit({.key = "v", .meaning = "of the equations of the outputs", .range = above(0)}, spec.v);
}

}  // namespace basin
