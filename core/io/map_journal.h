// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/analysis/basin_map.h"
#include "core/io/journal_file.h"

namespace basin {

inline constexpr std::string_view map_journal_file = "basin_map.journal";

/// One line without its end, and back; nothing when it is damaged.
std::string journal_line(const PlacedCell& placed);
std::optional<PlacedCell> parse_journal_line(std::string_view line);

struct MapCodec {
    using Placed = PlacedCell;
    static constexpr JournalKind kind{map_journal_file, "basin-map-journal", "map", "basin map"};
    static std::string line(const PlacedCell& placed) { return journal_line(placed); }
    static std::optional<PlacedCell> parse(std::string_view line) { return parse_journal_line(line); }
};

/// The cells of a basin map under way.
using MapJournal = CellJournal<MapCodec>;

}  // namespace basin
