// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "core/experiment/results.h"
#include "core/io/map_journal.h"

namespace basin {

enum class MapStart { fresh, resume, replace };

/// The results folder of one basin map, or of one shard of it, while it is made.
class MapFolder {
  public:
    /// fresh: a new or empty folder; resume: that, or the folder of the same map; replace: any, whose map is
    /// forgotten. Throws InputError, with the folder as it was, when it holds another map, another shard or
    /// other results.
    MapFolder(const std::filesystem::path& folder, const Experiment& experiment, const MapShard& shard,
              MapStart start);
    /// Leaves nothing behind when nothing was computed.
    ~MapFolder();
    MapFolder(const MapFolder&) = delete;
    MapFolder& operator=(const MapFolder&) = delete;

    /// Cells that need not be computed again, and where new ones are kept from now on.
    MapPart part();
    std::size_t known() const { return known_.size(); }
    Index damaged() const { return journal_->damaged(); }

    /// Writes the results; the journal goes when the map is complete. Returns the files written.
    std::vector<std::filesystem::path> write(const Results& results);

  private:
    void take_results(const nlohmann::ordered_json& identity);

    std::filesystem::path folder_;
    MapShard shard_;
    bool existed_;
    bool written_ = false;
    std::vector<PlacedCell> known_;
    std::unique_ptr<MapJournal> journal_;
};

/// Makes one map of the shards in these folders, each there once and complete. Throws InputError naming the
/// folder and what is wrong with it.
Results merge_maps(const std::vector<std::filesystem::path>& folders);

}  // namespace basin
