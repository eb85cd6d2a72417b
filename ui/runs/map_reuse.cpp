// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/map_reuse.h"

#include <algorithm>

#include "core/experiment/recurrent_solvers.h"
#include "core/io/map_identity.h"

namespace basin::ui {

namespace {

/// Data read twice may have changed in between; the same object has not.
template <class Values>
bool sameData(const std::optional<DataSource<Values>>& a, const std::optional<DataSource<Values>>& b) {
    return a.has_value() == b.has_value() && (!a || a->value == b->value);
}

/// What is left is small enough for its checksum to be taken here.
Experiment withoutData(const Experiment& experiment) {
    Experiment bare = experiment;
    softmax_of(bare).A1.reset();
    for (auto* source : {&softmax_of(bare).A2, &softmax_of(bare).b, &softmax_of(bare).w}) source->reset();
    return bare;
}

/// All that the map of a network depends on, given data as the same objects: its checksum would have to make
/// the series.
bool sameNetworkMap(const Experiment& a, const Experiment& b) {
    return elman_of(a) == elman_of(b) && a.start == b.start && a.basin_map == b.basin_map &&
           a.stopping.gradient_tolerance == b.stopping.gradient_tolerance &&
           a.stopping.max_iterations == b.stopping.max_iterations &&
           affine_solver(a.solvers) == affine_solver(b.solvers);
}

}  // namespace

std::shared_ptr<const BasinMap> reusableMap(const Results& last, const Experiment& next) {
    const auto& map = last.basin_map;
    if (!map || !next.basin_map || map->shard != MapShard{}) return nullptr;
    if (is_recurrent(last.experiment) != is_recurrent(next)) return nullptr;
    if (is_recurrent(next)) return sameNetworkMap(last.experiment, next) ? map : nullptr;
    const SoftmaxProblemSpec &before = softmax_of(last.experiment), &after = softmax_of(next);
    if (!sameData(before.A1, after.A1) || !sameData(before.A2, after.A2) || !sameData(before.b, after.b) ||
        !sameData(before.w, after.w))
        return nullptr;
    const bool same = map_identity(withoutData(last.experiment)) == map_identity(withoutData(next));
    return same ? map : nullptr;
}

}  // namespace basin::ui
