// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/repeats_stage.h"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <utility>

#include "core/experiment/problem_family.h"
#include "core/experiment/repeat_end.h"
#include "core/experiment/seeds.h"
#include "core/experiment/solver_task.h"
#include "core/experiment/stage_progress.h"
#include "core/numeric/parallel.h"

namespace basin {

namespace {

using Clock = std::chrono::steady_clock;
constexpr auto least_interval = std::chrono::milliseconds(100);
constexpr double growth = 1.5;  // of the runs that are done, from one sight to the next

/// Keeps what a run tells at the wanted iterations.
class Tracer {
  public:
    Tracer(const std::vector<Index>& iterations, double lowest) : wanted_(iterations), lowest_(lowest) {}

    void add(const IterationDone& done) {
        last_ = record_of(done);
        while (next_ < wanted_.size() && wanted_[next_] < last_.iteration) ++next_;
        if (next_ == wanted_.size() || wanted_[next_] != last_.iteration) return;
        kept_.push_back(last_);
        ++next_;
    }
    std::shared_ptr<const RepeatTrace> take() {
        if (kept_.empty() ? any_ : kept_.back().iteration < last_.iteration) kept_.push_back(last_);
        kept_.shrink_to_fit();
        return std::make_shared<const RepeatTrace>(std::move(kept_));
    }

  private:
    RepeatRecord record_of(const IterationDone& done) {
        any_ = true;
        const IterationRecord& record = done.record;
        return {record.iteration,
                {record.objective - lowest_, record.objective, record.gradient_norm, record.distance,
                 record.network.test_error, record.network.network_objective},
                done.position};
    }

    const std::vector<Index>& wanted_;
    double lowest_;
    std::size_t next_ = 0;
    bool any_ = false;
    RepeatRecord last_;
    RepeatTrace kept_;
};

bool varies_problem(const RepeatsSpec& spec) {
    return std::ranges::any_of(spec.vary, changes_problem);
}

/// The runs that are done, put in by several threads, and when they are told.
class SharedRepeats {
  public:
    SharedRepeats(const Experiment& experiment, const std::optional<LandscapePlane>& plane,
                  const EventSink& sink)
        : iterations_(repeat_iterations(experiment.stopping.max_iterations)),
          sink_(sink),
          progress_(Stage::repeats, sink) {
        repeats_.count = repeat_count(experiment);
        if (!varies_problem(*experiment.repeats)) repeats_.plane = plane;
        repeats_.solvers.resize(experiment.solvers.size());
        for (RepeatedSolver& solver : repeats_.solvers) {
            solver.ends.resize(static_cast<std::size_t>(repeats_.count));
            solver.traces.resize(static_cast<std::size_t>(repeats_.count));
        }
    }

    const std::vector<Index>& iterations() const { return iterations_; }

    void put(Index repeat, std::size_t solver, const RepeatEnd& end,
             std::shared_ptr<const RepeatTrace> trace) {
        const std::lock_guard lock(mutex_);
        RepeatedSolver& of = repeats_.solvers[solver];
        of.ends[static_cast<std::size_t>(repeat)] = end;
        of.traces[static_cast<std::size_t>(repeat)] = std::move(trace);
    }
    void finish() {
        Index finished = 0;
        {
            const std::lock_guard lock(mutex_);
            finished = ++repeats_.finished;
        }
        const std::unique_lock showing(sink_mutex_, std::try_to_lock);
        if (!showing.owns_lock()) return;
        const bool more = static_cast<double>(finished) >= growth * static_cast<double>(told_);
        if (more && Clock::now() - shown_ >= least_interval)
            show();
        else
            progress_.report(static_cast<double>(finished) / static_cast<double>(repeats_.count));
    }
    /// While no thread puts anything in, or by the one that may tell.
    void show() {
        auto now = std::make_shared<Repeats>(copy());
        told_ = now->finished;
        // On all threads at the end, when no run needs them.
        const auto count = static_cast<Index>(now->solvers.size() * repeat_quantities);
        parallel_for(count, hardware_threads(), {}, [&](Index k) {
            const auto place = static_cast<std::size_t>(k);
            RepeatedSolver& solver = now->solvers[place / repeat_quantities];
            const RepeatQuantity quantity = all_repeat_quantities[place % repeat_quantities];
            solver.bands[static_cast<std::size_t>(quantity)] = band_of(solver.traces, quantity, iterations_);
        });
        const double share = static_cast<double>(now->finished) / static_cast<double>(now->count);
        sink_(SectionUpdate<Repeats>{std::move(now)});
        progress_.report(share);
        shown_ = Clock::now();
    }

  private:
    Repeats copy() {
        const std::lock_guard lock(mutex_);
        return repeats_;
    }

    const std::vector<Index> iterations_;
    const EventSink& sink_;
    StageProgress progress_;
    std::mutex mutex_, sink_mutex_;
    Repeats repeats_;
    Index told_ = 0;
    Clock::time_point shown_ = Clock::now() - least_interval;
};

/// One repeat: all solvers, one after the other.
class Repeat {
  public:
    Repeat(const Experiment& experiment, const PreparedProblem& prepared,
           const std::optional<LandscapePlane>& plane, const std::stop_token& stop)
        : experiment_(experiment), prepared_(prepared), plane_(plane), stop_(stop) {}

    void run(Index repeat, SharedRepeats& shared) const {
        const Experiment mine = repeated(experiment_, repeat);
        const bool another = varies_problem(*experiment_.repeats);
        PreparedProblem prepared = another ? prepare_valid(mine, stop_) : prepared_;
        if (!another) family_of(mine).place_start(mine, prepared);
        const std::optional<LandscapePlane> plane = another ? std::nullopt : plane_;
        for (std::size_t solver = 0; solver < mine.solvers.size() && !stop_.stop_requested(); ++solver) {
            Tracer tracer(shared.iterations(), prepared.minimiser.objective);
            SolverTask task(mine, prepared, solver, stop_, SolverTask::Way::traced);
            SolverFinished finished = task.solve(plane, [&](const IterationDone& done) {
                tracer.add(done);
                return stop_.stop_requested() ? Proceed::stop : Proceed::yes;
            });
            if (finished.result.termination == Termination::stopped) return;
            shared.put(repeat, solver, repeat_end(std::move(finished)), tracer.take());
        }
        if (!stop_.stop_requested()) shared.finish();
    }

  private:
    const Experiment& experiment_;
    const PreparedProblem& prepared_;
    const std::optional<LandscapePlane>& plane_;
    const std::stop_token& stop_;
};

}  // namespace

Experiment repeated(const Experiment& experiment, Index repeat) {
    Experiment mine = experiment;
    mine.spectrum.reset();
    mine.landscape.reset();
    for (const std::string& key : varied_keys(experiment))
        set_seed(mine, key, seed_at(experiment, key) + static_cast<std::uint64_t>(repeat));
    return mine;
}

void repeats_stage(const Experiment& experiment, const PreparedProblem& prepared,
                   const std::optional<LandscapePlane>& plane, const EventSink& sink,
                   const std::stop_token& stop) {
    SharedRepeats shared(experiment, plane, sink);
    const Repeat repeat(experiment, prepared, plane, stop);
    parallel_for(repeat_count(experiment), hardware_threads(), stop, [&](Index k) {
        const ThreadLimit alone(1);  // the repeats have all threads
        repeat.run(k, shared);
    });
    shared.show();
}

}  // namespace basin
