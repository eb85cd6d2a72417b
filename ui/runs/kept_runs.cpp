// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/kept_runs.h"

#include <algorithm>
#include <utility>

namespace basin::ui {

namespace {

constexpr std::size_t keptAtHand = 8;  // results of the last ones

std::filesystem::path pathOf(const QString& folder) {
    return folder.toStdString();
}

}  // namespace

KeptRuns::KeptRuns(const QString& folder, QObject* parent, const ArchiveLimits& limits)
    : QObject(parent), archive_(pathOf(folder)), limits_(limits), writing_(this), reading_(this) {
    for (SerialWork* work : {&writing_, &reading_}) connect(work, &SerialWork::failed, this, &KeptRuns::told);
    writing_.add([this, archive = archive_]() -> SerialWork::Then {
        return [this, contents = archive.load()]() mutable { show(std::move(contents)); };
    });
}

KeptRuns::~KeptRuns() {
    remove({});  // what can come back until now goes
}

KeptRuns::Entry* KeptRuns::entry(Index number) {
    const auto found = std::ranges::find(runs_, number, [](const Entry& each) { return each.kept.number; });
    return found == runs_.end() ? nullptr : &*found;
}

const KeptRun* KeptRuns::find(Index number) const {
    const auto found = std::ranges::find(runs_, number, [](const Entry& each) { return each.kept.number; });
    return found == runs_.end() ? nullptr : &found->kept;
}

void KeptRuns::show(ArchiveContents contents) {
    for (auto run = contents.runs.rbegin(); run != contents.runs.rend(); ++run)
        runs_.push_back(Entry{std::move(*run), nullptr});
    if (!contents.problems.empty()) {
        const QString first = QString::fromStdString(contents.problems.front());
        const auto more = contents.problems.size() - 1;
        emit told(more == 0 ? tr("A kept run cannot be read, and is left as it is: %1").arg(first)
                            : tr("Kept runs cannot be read, and are left as they are: %1 (and %2 more)")
                                  .arg(first)
                                  .arg(more));
    }
    if (!contents.runs.empty()) emit changed();
    obeyLimits();
    readPinned();
}

void KeptRuns::add(std::shared_ptr<const Results> results) {
    KeptRun run;
    run.ended = present_time();
    // Its row first, which takes a moment; then the files.
    writing_.add([this, archive = archive_, run, results]() mutable -> SerialWork::Then {
        run.row = run_row(*results);
        run.number = archive.take_number();
        return [this, run, results] { place(run, results); };
    });
}

void KeptRuns::place(KeptRun run, std::shared_ptr<const Results> results) {
    const Index number = run.number;
    runs_.insert(runs_.begin(), Entry{run, results});
    forgetOld();
    writing_.add([this, archive = archive_, run, results]() -> SerialWork::Then {
        const std::uint64_t bytes = archive.keep(run, *results);
        return [this, number = run.number, bytes] {
            if (Entry* kept = entry(number)) kept->kept.bytes = bytes;
            obeyLimits();
        };
    });
    emit changed();
    emit added(number);
}

void KeptRuns::write(const KeptRun& run) {
    writing_.add([archive = archive_, run]() -> SerialWork::Then {
        archive.write_row(run);
        return {};
    });
}

void KeptRuns::rename(Index number, const QString& name) {
    Entry* run = entry(number);
    const std::string wanted = name.simplified().toStdString();
    if (run == nullptr || run->kept.name == wanted) return;
    run->kept.name = wanted;
    write(run->kept);
    emit runChanged(static_cast<int>(run - runs_.data()));
    if (run->kept.pinned) emit pinsChanged();
}

void KeptRuns::setPinned(Index number, bool pinned) {
    Entry* run = entry(number);
    if (run == nullptr || run->kept.pinned == pinned) return;
    const auto count = std::ranges::count_if(runs_, [](const Entry& each) { return each.kept.pinned; });
    if (pinned && static_cast<std::size_t>(count) >= mostPinned) {
        emit told(tr("%1 runs are pinned already, which is as many as plots can tell apart: unpin one first.")
                      .arg(count));
        return;
    }
    run->kept.pinned = pinned;
    write(run->kept);
    emit runChanged(static_cast<int>(run - runs_.data()));
    readPinned();
    forgetOld();
    emit pinsChanged();
}

void KeptRuns::remove(const std::vector<Index>& numbers) {
    std::vector<Index> before;
    for (Entry& each : std::exchange(removed_, {})) {
        before.push_back(each.kept.number);
        giveBack(std::move(each.results));
    }
    eraseForGood(before);
    const auto goes = [&](const Entry& each) {
        return std::ranges::find(numbers, each.kept.number) != numbers.end();
    };
    std::ranges::copy_if(runs_, std::back_inserter(removed_), goes);
    std::erase_if(runs_, goes);
    if (removed_.empty()) return;
    emit changed();
    emit pinsChanged();
}

void KeptRuns::undoRemove() {
    for (Entry& each : std::exchange(removed_, {})) {
        const auto place = std::ranges::find_if(
            runs_, [&](const Entry& other) { return other.kept.number < each.kept.number; });
        runs_.insert(place, std::move(each));
    }
    emit changed();
    readPinned();
    emit pinsChanged();
}

void KeptRuns::eraseForGood(const std::vector<Index>& numbers) {
    if (numbers.empty()) return;
    writing_.add([archive = archive_, numbers]() -> SerialWork::Then {
        for (const Index number : numbers) archive.remove(number);
        return {};
    });
}

/// A long run takes a while to be given back.
void KeptRuns::giveBack(std::shared_ptr<const Results> results) {
    if (results == nullptr) return;
    reading_.add([results = std::move(results)]() mutable -> SerialWork::Then {
        results.reset();
        return {};
    });
}

void KeptRuns::forgetOld() {
    for (std::size_t i = keptAtHand; i < runs_.size(); ++i)
        if (!runs_[i].kept.pinned) giveBack(std::exchange(runs_[i].results, nullptr));
}

void KeptRuns::obeyLimits() {
    std::vector<KeptRun> oldestFirst;
    oldestFirst.reserve(runs_.size());
    for (auto run = runs_.rbegin(); run != runs_.rend(); ++run) {
        KeptRun& bare = oldestFirst.emplace_back();
        bare.number = run->kept.number;
        bare.name = run->kept.name;
        bare.pinned = run->kept.pinned;
        bare.bytes = run->kept.bytes;
    }
    const std::vector<Index> gone = surplus(oldestFirst, limits_);
    if (gone.empty()) return;
    std::erase_if(runs_, [&](Entry& each) {
        const bool goes = std::ranges::find(gone, each.kept.number) != gone.end();
        if (goes) giveBack(std::move(each.results));
        return goes;
    });
    eraseForGood(gone);
    emit changed();
    emit pinsChanged();
}

void KeptRuns::open(Index number) {
    wanted_ = number;
    const Entry* run = entry(number);
    if (run == nullptr) return;
    if (run->results != nullptr) {
        emit opened(number, run->results);
        return;
    }
    reading_.add([this, archive = archive_, number]() -> SerialWork::Then {
        auto results = std::make_shared<const Results>(archive.read(number));
        return [this, number, results] {
            if (wanted_ == number) emit opened(number, results);
        };
    });
}

void KeptRuns::readExperiment(Index number) {
    const Entry* run = entry(number);
    if (run == nullptr) return;
    if (run->results != nullptr) {
        emit experimentRead(run->results->experiment);
        return;
    }
    reading_.add([this, archive = archive_, number]() -> SerialWork::Then {
        return [this, experiment = archive.read_experiment(number)] { emit experimentRead(experiment); };
    });
}

void KeptRuns::readPinned() {
    for (Entry& each : runs_) {
        if (!each.kept.pinned || each.results != nullptr || std::exchange(each.isReading, true)) continue;
        reading_.add([this, archive = archive_, number = each.kept.number]() -> SerialWork::Then {
            auto results = std::make_shared<const Results>(archive.read(number));
            return [this, number, results] {
                Entry* run = entry(number);
                if (run == nullptr) return;
                run->isReading = false;
                run->results = results;
                emit pinsChanged();
            };
        });
    }
}

std::vector<KeptRuns::Pinned> KeptRuns::pinned() const {
    std::vector<Pinned> pinned;
    for (auto run = runs_.rbegin(); run != runs_.rend(); ++run)
        if (run->kept.pinned && run->results != nullptr) pinned.push_back({&run->kept, run->results});
    return pinned;
}

}  // namespace basin::ui
