// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/experiment/sweep/sweep.h"
#include "core/io/journal_file.h"

namespace basin {

inline constexpr std::string_view sweep_journal_file = "sweep.journal";

struct SweepCodec {
    using Placed = PlacedSweepCell;
    static constexpr JournalKind kind{sweep_journal_file, "basin-sweep-journal", "sweep", "sweep"};
    static std::string line(const PlacedSweepCell& placed);
    static std::optional<PlacedSweepCell> parse(std::string_view line);
};

/// The cells of a sweep under way.
using SweepJournal = CellJournal<SweepCodec>;

}  // namespace basin
