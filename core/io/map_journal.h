// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/analysis/basin_map.h"

namespace basin {

inline constexpr std::string_view map_journal_file = "basin_map.journal";

/// The cells of a basin map under way, one line each, so that a killed run goes on from what it had. The
/// first line says which map it is; every line ends in a checksum. A line that a kill or a power failure tore
/// is left out and its cell computed again. Lines go to the system at once, and to the disk about once a
/// second.
class MapJournal {
  public:
    enum class Start { go_on, anew };  // anew: whatever is in the file is forgotten

    /// Opens the file, or makes it, and locks it for as long as this lives. Throws InputError when it is the
    /// journal of another map or shard (to go on with), in use by another process, or cannot be written.
    MapJournal(const std::filesystem::path& file, const nlohmann::ordered_json& identity,
               const MapShard& shard, Start start = Start::go_on);
    ~MapJournal();
    MapJournal(const MapJournal&) = delete;
    MapJournal& operator=(const MapJournal&) = delete;

    /// What was in it when it was opened.
    const std::vector<PlacedCell>& cells() const { return cells_; }
    bool empty() const { return cells_.empty() && !appended_; }
    /// Lines that were damaged, the torn last one left out.
    Index damaged() const { return damaged_; }
    /// Whether the file is there and is the journal of that map and shard.
    static bool is_of(const std::filesystem::path& file, const nlohmann::ordered_json& identity,
                      const MapShard& shard);
    /// Throws InputError when the disk is full.
    void append(const PlacedCell& placed);

  private:
    using Clock = std::chrono::steady_clock;

    void lock();
    void begin(const std::string& header);
    void read(const std::string& text, const nlohmann::ordered_json& head);
    void write(std::string_view text);
    void sync();
    [[noreturn]] void fail(const std::string& action) const;

    std::filesystem::path file_;
    int descriptor_ = -1;
    std::vector<PlacedCell> cells_;
    Index damaged_ = 0;
    bool appended_ = false;
    Clock::time_point synced_ = Clock::now();
};

/// One line without its end, and back; nothing when it is damaged.
std::string journal_line(const PlacedCell& placed);
std::optional<PlacedCell> parse_journal_line(std::string_view line);

}  // namespace basin
