// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/map_reuse.h"

#include "core/io/map_identity.h"

namespace basin::ui {

std::shared_ptr<const BasinMap> reusableMap(const Results& last, const Experiment& next) {
    const auto& map = last.basin_map;
    if (!map || !next.basin_map || map->shard != MapShard{}) return nullptr;
    return is_same_map(last.experiment, next) ? map : nullptr;
}

std::shared_ptr<const Sweep> reusableSweep(const Results& last, const Experiment& next) {
    const auto& sweep = last.sweep;
    if (!sweep || !next.sweep || sweep->shard != MapShard{}) return nullptr;
    return last.experiment.sweep && is_same_sweep(last.experiment, next) ? sweep : nullptr;
}

}  // namespace basin::ui
