// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/map_reuse.h"

#include "core/experiment/seeds.h"
#include "core/experiment/sweep/swept_keys.h"
#include "core/io/map_identity.h"

namespace basin::ui {

std::shared_ptr<const BasinMap> reusableMap(const Results& last, const Experiment& next) {
    const auto& map = last.basin_map;
    if (!map || !next.basin_map || map->shard != MapShard{}) return nullptr;
    return is_same_map(last.experiment, next) ? map : nullptr;
}

namespace {

/// With the values of the first trial of the first cell: what the experiment itself has there, no cell sees.
Experiment atFirstCell(Experiment experiment) {
    const SweepSpec& sweep = *experiment.sweep;
    for (const SweptAxis& axis : swept_axes(experiment)) set_swept(experiment, axis.key, axis.values.front());
    if (sweep.repeats.count > 1)
        for (const std::string& key : sweep.repeats.vary) set_seed(experiment, key, sweep.seed);
    return experiment;
}

}  // namespace

std::shared_ptr<const Sweep> reusableSweep(const Results& last, const Experiment& next) {
    const auto& sweep = last.sweep;
    if (!sweep || !next.sweep || sweep->shard != MapShard{}) return nullptr;
    if (!last.experiment.sweep || *last.experiment.sweep != *next.sweep) return nullptr;
    return is_same_sweep(atFirstCell(last.experiment), atFirstCell(next)) ? sweep : nullptr;
}

}  // namespace basin::ui
