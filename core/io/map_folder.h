// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/experiment/results.h"
#include "core/io/map_journal.h"
#include "core/io/results_folder.h"

namespace basin {

/// What becomes of a map that is in the folder already.
enum class MapStart { fresh, resume, replace };

/// The results folder of one basin map, or of one shard of it, while it is made.
class MapFolder {
  public:
    /// fresh: a new or empty folder; resume: that, or the folder of the same map; replace: any, whose journal
    /// is forgotten at once and whose results stay until those of this map are written. Throws InputError,
    /// with the folder as it was, when it holds another map (the same of other data is another), another
    /// shard or other results, a file in the way of the results, and while another process writes there.
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

    /// Writes the results, unless they are there and nothing was computed; the journal goes when the map is
    /// complete. Returns the files written.
    std::vector<std::filesystem::path> write(const Results& results);

  private:
    /// Why the folder's results are no part of this map; empty when they are.
    std::string refusal(const Results& results, const nlohmann::ordered_json& identity) const;
    void take_results(const nlohmann::ordered_json& identity);
    ResultsFolder folder_;
    MapShard shard_;
    bool whole_ = false;  // the results that are there want nothing
    bool written_ = false;
    std::vector<PlacedCell> known_;
    std::unique_ptr<MapJournal> journal_;
};

}  // namespace basin
