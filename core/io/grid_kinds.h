// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/experiment/results.h"
#include "core/io/map_journal.h"
#include "core/io/sweep_journal.h"

namespace basin {

// What folders, shards and merging ask about the two grids that grow cell by cell: basin maps and sweeps.

struct MapGrid {
    using Codec = MapCodec;
    using Part = MapPart;
    static constexpr std::string_view verb = "basin map";
    static constexpr const char* identity_key = "map_identity";  // in a result.json
    static constexpr auto result = &SectionResults::basin_map;

    static nlohmann::ordered_json identity(const Experiment& experiment);
    static BasinMap assemble(const Experiment& experiment, const MapPart& part);
    static bool are_same(const PlacedCell& a, const PlacedCell& b);
    /// "successes at radius 0.1 and error 0.3"
    static std::string place_text(const BasinMap& map, const PlacedCell& placed);
};

struct SweepGrid {
    using Codec = SweepCodec;
    using Part = SweepPart;
    static constexpr std::string_view verb = "basin sweep";
    static constexpr const char* identity_key = "sweep_identity";
    static constexpr auto result = &SectionResults::sweep;

    static nlohmann::ordered_json identity(const Experiment& experiment);
    static Sweep assemble(const Experiment& experiment, const SweepPart& part);
    /// But for their seconds.
    static bool are_same(const PlacedSweepCell& a, const PlacedSweepCell& b);
    static std::string place_text(const Sweep& sweep, const PlacedSweepCell& placed);
};

}  // namespace basin
