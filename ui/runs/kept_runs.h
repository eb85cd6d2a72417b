// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include <QObject>
#include <QString>

#include "core/io/run_archive.h"
#include "ui/runs/serial_work.h"

namespace basin::ui {

/// All runs that were asked for, of this session and earlier ones: their rows are at hand, their results are
/// read when they are wanted, and whatever is written or read is so in the background. Newest first.
class KeptRuns : public QObject {
    Q_OBJECT

  public:
    /// More lines on one plot would be told apart by nobody.
    static constexpr std::size_t mostPinned = 6;

    /// In that folder; what is there comes with changed().
    explicit KeptRuns(const QString& folder, QObject* parent = nullptr, const ArchiveLimits& limits = {});
    ~KeptRuns() override;

    int size() const { return static_cast<int>(runs_.size()); }
    const KeptRun& at(int place) const { return runs_[static_cast<std::size_t>(place)].kept; }
    /// Null where there is no such run.
    const KeptRun* find(Index number) const;
    const ArchiveLimits& limits() const { return limits_; }
    /// Something is being written or read.
    bool isBusy() const { return writing_.isBusy() || reading_.isBusy(); }

    /// A run that has ended is kept; added() follows once its row is made.
    void add(std::shared_ptr<const Results> results);
    void rename(Index number, const QString& name);
    void setPinned(Index number, bool pinned);
    /// They are gone for good when others are removed, or with this.
    void remove(const std::vector<Index>& numbers);
    bool canUndoRemove() const { return !removed_.empty(); }
    void undoRemove();

    /// opened() follows, unless another one or nothing is wanted until then.
    void open(Index number);
    void wantNothing() { wanted_ = 0; }
    /// experimentRead() follows.
    void readExperiment(Index number);

    /// A pinned run whose results are at hand.
    struct Pinned {
        const KeptRun* kept;
        std::shared_ptr<const Results> results;
    };
    /// Oldest first.
    std::vector<Pinned> pinned() const;

  signals:
    /// Runs have come or gone; or one has another name or pin.
    void changed();
    void runChanged(int place);
    /// Those, or their results have come.
    void pinsChanged();
    void added(basin::Index number);
    void opened(basin::Index number, std::shared_ptr<const basin::Results> results);
    void experimentRead(const basin::Experiment& experiment);
    /// What went wrong, in a sentence.
    void told(const QString& sentence);

  private:
    struct Entry {
        KeptRun kept;
        std::shared_ptr<const Results> results;  // of the last few, and of those that are pinned
        bool isReading = false;
    };
    Entry* entry(Index number);
    void show(ArchiveContents contents);
    void place(KeptRun run, std::shared_ptr<const Results> results);
    void write(const KeptRun& run);
    void forgetOld();
    void obeyLimits();
    void readPinned();
    void eraseForGood(const std::vector<Index>& numbers);
    void giveBack(std::shared_ptr<const Results> results);

    RunArchive archive_;
    ArchiveLimits limits_;
    std::vector<Entry> runs_;     // newest first
    std::vector<Entry> removed_;  // that can come back
    Index wanted_ = 0;            // the one to be opened last
    SerialWork writing_, reading_;
};

}  // namespace basin::ui
