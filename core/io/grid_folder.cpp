// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/grid_folder.h"

#include <system_error>

#include "core/io/grid_identity.h"
#include "core/io/results_files.h"
#include "core/io/results_io.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

template <class Grid>
std::string noun() {
    return std::string(Grid::Codec::kind.noun);
}
template <class Grid>
std::string name() {
    return std::string(Grid::Codec::kind.name);
}

}  // namespace

namespace fs = std::filesystem;

template <class Grid>
GridFolder<Grid>::GridFolder(const fs::path& folder, const Experiment& experiment, const MapShard& shard,
                             GridStart start)
    : folder_(folder, ResultsFolder::Existing::replace), shard_(shard) {
    if (start == GridStart::fresh && !folder_.is_empty()) {
        throw InputError(folder.string(),
                         "found files in it; expected a new or empty folder, --resume to go on with the " +
                             noun<Grid>() + " that was begun there, or --force");
    }
    const fs::path journal = journal_path();
    const auto identity = Grid::identity(experiment);
    if (start == GridStart::resume && fs::exists(folder / result_file)) {
        take_results(identity);
    } else if (start == GridStart::resume && !folder_.is_empty() && !fs::exists(journal)) {
        throw InputError(folder.string(),
                         "found no " + name<Grid>() + " to go on with; expected one, or a new folder");
    }
    folder_.expect(results_files(experiment));
    journal_ =
        std::make_unique<Journal>(journal, identity, shard_,
                                  start == GridStart::replace ? Journal::Start::anew : Journal::Start::go_on);
    known_.insert(known_.end(), journal_->cells().begin(), journal_->cells().end());
}

template <class Grid>
GridFolder<Grid>::~GridFolder() {
    if (written_ || !journal_->empty()) return;
    std::error_code ignored;
    fs::remove(journal_path(), ignored);
}

template <class Grid>
std::string GridFolder<Grid>::refusal(const Results& results, const nlohmann::ordered_json& identity) const {
    if (!(results.*Grid::result) || !results.runs.empty())
        return "found other results than a " + name<Grid>() + "'s; expected the folder of this " +
               noun<Grid>() + ", or a new one";
    std::string difference =
        map_difference(stored_identity<Grid>(folder_.path(), results.experiment), identity);
    if (difference.empty() && (results.*Grid::result)->shard != shard_) {
        difference =
            "shard is " + (results.*Grid::result)->shard.text() + " there and " + shard_.text() + " here";
    }
    if (difference.empty()) return {};
    return "found another " + noun<Grid>() + " (" + difference + "); expected the " + noun<Grid>() +
           " that was begun here, or another folder";
}

template <class Grid>
void GridFolder<Grid>::take_results(const nlohmann::ordered_json& identity) {
    const Results results = read_results(folder_.path());
    const std::string reason = refusal(results, identity);
    if (reason.empty()) {
        known_ = computed_cells(*(results.*Grid::result));
        whole_ = (results.*Grid::result)->complete && !results.stopped;
        return;
    }
    // Unless the map that was to take their place was killed before.
    if (!Journal::is_of(journal_path(), identity, shard_)) throw InputError(folder_.path().string(), reason);
}

template <class Grid>
typename Grid::Part GridFolder<Grid>::part() {
    return {shard_, known_, [this](const typename Grid::Codec::Placed& placed) { journal_->append(placed); }};
}

template <class Grid>
std::vector<fs::path> GridFolder<Grid>::write(const Results& results) {
    // Written again, the files could only be lost.
    if (whole_ && journal_->empty()) return {};
    auto files = write_results(results, folder_);
    written_ = true;
    if ((results.*Grid::result) && (results.*Grid::result)->complete) fs::remove(journal_path());
    return files;
}

template class GridFolder<MapGrid>;
template class GridFolder<SweepGrid>;

}  // namespace basin
