// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/experiment/results.h"
#include "core/io/run_row.h"

namespace basin {

/// A run that is kept, and what is known of it without its results.
struct KeptRun {
    Index number = 0;         // > 0, higher than those before
    std::string name;         // that somebody gave it; empty: none
    bool pinned = false;      // drawn beside what is shown
    std::string ended;        // "2026-11-29T23:30:12Z"
    std::uint64_t bytes = 0;  // of its results; 0 while they are being written
    RunRow row;

    /// Its own name, else the experiment's title with the number.
    std::string called() const;
};

/// How much is kept.
struct ArchiveLimits {
    std::size_t runs = 200;                                  // > 0
    std::uint64_t bytes = std::uint64_t{500} * 1000 * 1000;  // > 0
};

/// The numbers of those that go, so that the others are within the limits: the oldest first, of those that
/// are neither pinned nor have a name; then of the others. The newest stays. Runs by ascending number.
std::vector<Index> surplus(const std::vector<KeptRun>& runs, const ArchiveLimits& limits = {});

/// What an archive holds.
struct ArchiveContents {
    std::vector<KeptRun> runs;          // by ascending number
    std::vector<std::string> problems;  // a sentence for each that cannot be read; it is left as it is
};

/// A folder of runs: for each a results folder "run-N" and beside it "run-N.json", which is enough for a
/// table. Every run is for itself and every file is written atomically: whatever ends a program, or writes
/// there at the same time, harms no other run. A folder without its file, left by a program that was killed
/// in between, gets it with the next load().
class RunArchive {
  public:
    /// Made with the first run.
    explicit RunArchive(std::filesystem::path folder) : folder_(std::move(folder)) {}

    const std::filesystem::path& path() const { return folder_; }
    std::filesystem::path folder_of(Index number) const;

    /// What is there; carries out first what was begun and not ended: rows that are missing, removals.
    ArchiveContents load() const;
    /// A number that no run has, and nobody else gets. Throws InputError where nothing can be written.
    Index take_number() const;
    /// Writes results and row; returns the bytes of the results. Throws InputError when they cannot be.
    std::uint64_t keep(const KeptRun& run, const Results& results) const;
    /// Writes the row of one that is there.
    void write_row(const KeptRun& run) const;
    /// For good.
    void remove(Index number) const;

    /// Throw InputError when the results are not there, or not as they were written.
    Results read(Index number) const;
    /// With its data.
    Experiment read_experiment(Index number) const;

  private:
    std::filesystem::path row_file(Index number) const;
    std::filesystem::path removed_folder(Index number) const;
    KeptRun read_row(Index number) const;
    KeptRun recover(Index number) const;
    void finish_removal(Index number) const;

    std::filesystem::path folder_;
};

/// Now, as KeptRun::ended has it.
std::string present_time();

}  // namespace basin
