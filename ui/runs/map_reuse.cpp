// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/map_reuse.h"

#include "ui/families/family_view.h"

namespace basin::ui {

std::shared_ptr<const BasinMap> reusableMap(const Results& last, const Experiment& next) {
    const auto& map = last.basin_map;
    if (!map || !next.basin_map || map->shard != MapShard{}) return nullptr;
    const FamilyView& family = familyViewOf(next);
    return family.isOf(last.experiment) && family.sameMap(last.experiment, next) ? map : nullptr;
}

}  // namespace basin::ui
