// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/map_folder.h"

#include <system_error>

#include "core/io/map_identity.h"
#include "core/io/results_files.h"
#include "core/io/results_io.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace fs = std::filesystem;

MapFolder::MapFolder(const fs::path& folder, const Experiment& experiment, const MapShard& shard,
                     MapStart start)
    : folder_(folder, ResultsFolder::Existing::replace), shard_(shard) {
    if (start == MapStart::fresh && !folder_.is_empty()) {
        throw InputError(
            folder.string(),
            "found files in it; expected a new or empty folder, --resume to go on with the map that "
            "was begun there, or --force");
    }
    const fs::path journal = folder / map_journal_file;
    const auto identity = map_identity(experiment);
    if (start == MapStart::resume && fs::exists(folder / result_file)) {
        take_results(identity);
    } else if (start == MapStart::resume && !folder_.is_empty() && !fs::exists(journal)) {
        throw InputError(folder.string(), "found no basin map to go on with; expected one, or a new folder");
    }
    folder_.expect(results_files(experiment));
    journal_ = std::make_unique<MapJournal>(
        journal, identity, shard_,
        start == MapStart::replace ? MapJournal::Start::anew : MapJournal::Start::go_on);
    known_.insert(known_.end(), journal_->cells().begin(), journal_->cells().end());
}

MapFolder::~MapFolder() {
    if (written_ || !journal_->empty()) return;
    std::error_code ignored;
    fs::remove(folder_.path() / map_journal_file, ignored);
}

std::string MapFolder::refusal(const Results& results, const nlohmann::ordered_json& identity) const {
    if (!results.basin_map || !results.runs.empty())
        return "found other results than a basin map's; expected the folder of this map, or a new one";
    std::string difference =
        map_difference(stored_map_identity(folder_.path(), results.experiment), identity);
    if (difference.empty() && results.basin_map->shard != shard_) {
        difference = "shard is " + results.basin_map->shard.text() + " there and " + shard_.text() + " here";
    }
    if (difference.empty()) return {};
    return "found another map (" + difference + "); expected the map that was begun here, or another folder";
}

void MapFolder::take_results(const nlohmann::ordered_json& identity) {
    const Results results = read_results(folder_.path());
    const std::string reason = refusal(results, identity);
    if (reason.empty()) {
        known_ = computed_cells(*results.basin_map);
        whole_ = results.basin_map->complete && !results.stopped;
        return;
    }
    // Unless the map that was to take their place was killed before.
    if (!MapJournal::is_of(folder_.path() / map_journal_file, identity, shard_))
        throw InputError(folder_.path().string(), reason);
}

MapPart MapFolder::part() {
    return {shard_, known_, [this](const PlacedCell& placed) { journal_->append(placed); }};
}

std::vector<fs::path> MapFolder::write(const Results& results) {
    // Written again, the files could only be lost.
    if (whole_ && journal_->empty()) return {};
    auto files = write_results(results, folder_);
    written_ = true;
    if (results.basin_map && results.basin_map->complete) fs::remove(folder_.path() / map_journal_file);
    return files;
}

}  // namespace basin
