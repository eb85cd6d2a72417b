// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/map_reuse.h"

#include <nlohmann/json.hpp>

#include "core/io/experiment_json.h"

namespace basin::ui {

std::shared_ptr<const BasinMap> reusableMap(const Results& last, const Experiment& next) {
    const auto& map = last.basin_map;
    if (!map || !next.basin_map || map->computed != std::ssize(map->cells)) return nullptr;
    if (last.experiment.problem.has_data() || next.problem.has_data())
        return nullptr;  // files may have changed
    const auto before = experiment_to_json(last.experiment);
    const auto after = experiment_to_json(next);
    for (const char* key : {"problem", "basin_map", "stopping"})
        if (before.value(key, nlohmann::ordered_json()) != after.value(key, nlohmann::ordered_json()))
            return nullptr;
    return map;
}

}  // namespace basin::ui
