// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "core/experiment/results.h"
#include "core/io/grid_kinds.h"
#include "core/io/results_folder.h"

namespace basin {

/// What becomes of a basin map or sweep that is in the folder already.
enum class GridStart { fresh, resume, replace };

/// The results folder of one basin map or sweep, or of one shard of it, while it is made. Grid: MapGrid or
/// SweepGrid.
template <class Grid>
class GridFolder {
  public:
    using Part = typename Grid::Part;
    using Journal = CellJournal<typename Grid::Codec>;

    /// fresh: a new or empty folder; resume: that, or the folder of the same; replace: any, whose journal is
    /// forgotten at once and whose results stay until those of this one are written. Throws InputError, with
    /// the folder as it was, when it holds another (the same of other data is another), another shard or
    /// other results, a file in the way of the results, and while another process writes there.
    GridFolder(const std::filesystem::path& folder, const Experiment& experiment, const MapShard& shard,
               GridStart start);
    /// Leaves nothing behind when nothing was computed.
    ~GridFolder();
    GridFolder(const GridFolder&) = delete;
    GridFolder& operator=(const GridFolder&) = delete;

    /// Cells that need not be computed again, and where new ones are kept from now on.
    Part part();
    std::size_t known() const { return known_.size(); }
    Index damaged() const { return journal_->damaged(); }

    /// Writes the results, unless they are there and nothing was computed; the journal goes when all is
    /// complete. Returns the files written.
    std::vector<std::filesystem::path> write(const Results& results);

  private:
    /// Why the folder's results are no part of this; empty when they are.
    std::string refusal(const Results& results, const nlohmann::ordered_json& identity) const;
    void take_results(const nlohmann::ordered_json& identity);
    std::filesystem::path journal_path() const { return folder_.path() / Grid::Codec::kind.file; }

    ResultsFolder folder_;
    MapShard shard_;
    bool whole_ = false;  // the results that are there want nothing
    bool written_ = false;
    std::vector<typename Grid::Codec::Placed> known_;
    std::unique_ptr<Journal> journal_;
};

using MapFolder = GridFolder<MapGrid>;
using SweepFolder = GridFolder<SweepGrid>;

}  // namespace basin
