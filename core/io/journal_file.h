// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/analysis/basin_map_spec.h"

namespace basin {

/// What a journal is of.
struct JournalKind {
    std::string_view file;    // its name in a folder
    std::string_view format;  // in its first line
    std::string_view noun;    // "map", in sentences
    std::string_view name;    // "basin map", likewise
};

/// What is under way, one line a cell, so that a killed run goes on from what it had. The first line says
/// what it is of; every line ends in a checksum. A line that a kill or a power failure tore is left out and
/// its cell computed again. Lines go to the system at once, and to the disk about once a second.
class JournalFile {
  public:
    enum class Start { go_on, anew };  // anew: whatever is in the file is forgotten

    /// Opens the file, or makes it, and locks it for as long as this lives. Throws InputError when it is the
    /// journal of something else or of another shard (to go on with), in use by another process, or cannot be
    /// written.
    JournalFile(const JournalKind& kind, const std::filesystem::path& file,
                const nlohmann::ordered_json& identity, const MapShard& shard, Start start);
    ~JournalFile();
    JournalFile(const JournalFile&) = delete;
    JournalFile& operator=(const JournalFile&) = delete;

    /// The lines that were in it when it was opened, in checked form.
    const std::vector<std::string>& lines() const { return lines_; }
    /// Throws InputError when the disk is full.
    void append(const std::string& line);
    /// Whether the file is there and is the journal of that and shard.
    static bool is_of(const JournalKind& kind, const std::filesystem::path& file,
                      const nlohmann::ordered_json& identity, const MapShard& shard);

  private:
    using Clock = std::chrono::steady_clock;

    void lock();
    void begin(const std::string& header);
    void read(const std::string& text, const nlohmann::ordered_json& head);
    void write(std::string_view text);
    void sync();
    [[noreturn]] void fail(const std::string& action) const;

    const JournalKind kind_;
    std::filesystem::path file_;
    int descriptor_ = -1;
    std::vector<std::string> lines_;
    Clock::time_point synced_ = Clock::now();
};

/// The text, a blank and its checksum; and back, nothing when it is damaged.
std::string checked_line(const std::string& text);
std::optional<std::string> unchecked_line(std::string_view line);

/// The cells in a journal. Codec: Placed, kind, line(placed) and parse(line), which gives nothing for a line
/// that is damaged.
template <class Codec>
class CellJournal {
  public:
    using Placed = typename Codec::Placed;
    using Start = JournalFile::Start;

    CellJournal(const std::filesystem::path& file, const nlohmann::ordered_json& identity,
                const MapShard& shard, Start start = Start::go_on)
        : file_(Codec::kind, file, identity, shard, start) {
        for (const std::string& line : file_.lines()) {
            const auto placed = Codec::parse(line);
            if (placed) cells_.push_back(*placed);
            damaged_ += !placed;
        }
    }

    /// What was in it when it was opened.
    const std::vector<Placed>& cells() const { return cells_; }
    bool empty() const { return cells_.empty() && !appended_; }
    /// Lines that were damaged, the torn last one left out.
    Index damaged() const { return damaged_; }
    static bool is_of(const std::filesystem::path& file, const nlohmann::ordered_json& identity,
                      const MapShard& shard) {
        return JournalFile::is_of(Codec::kind, file, identity, shard);
    }
    void append(const Placed& placed) {
        file_.append(Codec::line(placed) + '\n');
        appended_ = true;
    }

  private:
    JournalFile file_;
    std::vector<Placed> cells_;
    Index damaged_ = 0;
    bool appended_ = false;
};

}  // namespace basin
