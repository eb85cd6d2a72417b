// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>

#include <QStringList>

#include "core/experiment/results.h"

namespace basin::ui {

/// The last few runs of this session, newest first, to be shown again.
class RunHistory {
  public:
    /// A run that has ended and is shown still: its results come with keep(), for a copy of a long run would
    /// hold the window up.
    void announce(const Results& results);
    /// Those of the run that was announced.
    void keep(Results results);
    bool isAnnounced() const { return announced_; }
    void add(const Results& results);
    /// One line each, no two the same: time of day, name, start, seed, error, and what came of it.
    QStringList titles() const;
    const Results& at(int index) const { return runs_[static_cast<std::size_t>(index)].results; }
    int size() const { return static_cast<int>(runs_.size()); }

  private:
    struct Entry {
        QString title;
        Results results;
    };
    std::deque<Entry> runs_;
    bool announced_ = false;  // the newest one has no results yet
};

}  // namespace basin::ui
