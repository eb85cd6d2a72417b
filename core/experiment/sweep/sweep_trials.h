// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <stop_token>
#include <utility>
#include <vector>

#include "core/analysis/certificate.h"
#include "core/experiment/experiment.h"
#include "core/experiment/prepared_problem.h"
#include "core/experiment/sweep/sweep.h"

namespace basin {

/// What was made last for a few keys: many cells in a row want the same. Several threads may ask.
template <class Key, class Value>
class Recent {
  public:
    /// make() gives the value; what it throws, the next one who asks makes again.
    template <class Make>
    std::shared_ptr<const Value> get(const Key& key, const Make& make) {
        const std::shared_ptr<Entry> entry = entry_of(key);
        const std::lock_guard lock(entry->mutex);
        if (!entry->value) entry->value = std::make_shared<const Value>(make());
        return entry->value;
    }

  private:
    static constexpr std::size_t most = 16;
    struct Entry {
        explicit Entry(Key of) : key(std::move(of)) {}
        Key key;
        std::mutex mutex;
        std::shared_ptr<const Value> value;
    };

    std::shared_ptr<Entry> entry_of(const Key& key) {
        const std::lock_guard lock(mutex_);
        for (auto it = entries_.begin(); it != entries_.end(); ++it) {
            if (!((*it)->key == key)) continue;
            entries_.splice(entries_.begin(), entries_, it);
            return entries_.front();
        }
        entries_.push_front(std::make_shared<Entry>(key));
        if (entries_.size() > most) entries_.pop_back();
        return entries_.front();
    }

    std::mutex mutex_;
    std::list<std::shared_ptr<Entry>> entries_;  // latest first
};

/// The experiment of one trial of a cell: its keys set, the seeds that are varied those of the trial, and
/// nothing but the runs of its solvers, which no clock ends. With one trial the seeds are the experiment's
/// own.
Experiment sweep_trial(const Experiment& experiment, const std::vector<SweptAxis>& axes,
                       const GridPlace& place, Index trial);

/// Trials of each solver in a cell: as many as it asks for, or as there are listed starts.
Index sweep_trial_count(const Experiment& experiment);

/// Runs the trials of single cells of one sweep; safe to be used by several threads.
class SweepTrials {
  public:
    /// Both must outlive it; axes as swept_axes() gives them.
    SweepTrials(const Experiment& experiment, const std::vector<SweptAxis>& axes)
        : experiment_(experiment), axes_(axes) {}

    /// Shares the trials out between threads that have nothing better to do. Null when stopped half-way.
    /// Throws InputError for a cell whose problem cannot be made.
    std::shared_ptr<const SweepCell> run(const GridPlace& place, int threads, const std::stop_token& stop);

  private:
    /// Of one solver, whose place in the experiment it has.
    using Ends = std::vector<std::vector<RepeatEnd>>;

    std::shared_ptr<const PreparedProblem> prepared(const Experiment& experiment,
                                                    const std::stop_token& stop);
    bool run_trial(const GridPlace& place, Index trial, Ends& ends, const std::stop_token& stop);
    SweepTheory theory_at(const GridPlace& place, const std::vector<SweepOutcome>& outcomes,
                          const std::stop_token& stop);

    struct Promise {
        ProblemSpec problem;
        SolverSpec method;
        StoppingRule stopping;
        StartSpec start;
        bool operator==(const Promise&) const = default;
    };

    const Experiment& experiment_;
    const std::vector<SweptAxis>& axes_;
    Recent<ProblemSpec, PreparedProblem> problems_;
    Recent<Promise, Certificate> certificates_;
};

}  // namespace basin
