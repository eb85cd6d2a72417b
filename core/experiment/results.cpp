// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/results.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace basin {

namespace {

SolverRun without_records(const SolverRun& run) {
    SolverRun end;
    end.spec = run.spec;
    end.result = run.result;
    end.end = run.end;
    end.reached_kink = run.reached_kink;
    end.iterates = run.iterates;
    end.network = run.network;
    return end;
}

}  // namespace

std::size_t records_up_to(const SolverRun& run, Index iteration) {
    const auto end = std::ranges::upper_bound(run.history, iteration, {}, &IterationRecord::iteration);
    return static_cast<std::size_t>(end - run.history.begin());
}

const IterationRecord* record_at(const SolverRun& run, Index iteration) {
    const std::size_t count = records_up_to(run, iteration);
    return count == 0 ? nullptr : &run.history[count - 1];
}

void PathLength::add(const SolverRun& run, std::size_t k) {
    if (!std::isfinite(run.history[k].step_norm)) return;
    whole_ += run.history[k].step_norm;
    shown_ += std::hypot(run.path[k].a - run.path[k - 1].a, run.path[k].b - run.path[k - 1].b);
}

double PathLength::share_outside() const {
    return whole_ > 0 ? std::max(0.0, 1 - shown_ / whole_) : 0;
}

bool ended_well(const SolverRun& run) {
    const Termination end = run.result.termination;
    return arrived(run) || (run.network && (end == Termination::iteration_limit ||
                                            end == Termination::time_limit || end == Termination::stalled));
}

double share_outside(const SolverRun& run) {
    PathLength length;
    for (std::size_t k = 1; k < run.path.size() && k < run.history.size(); ++k) length.add(run, k);
    return length.share_outside();
}

Results without_records(const Results& results) {
    Results bare;
    static_cast<SectionResults&>(bare) = results;
    bare.experiment = results.experiment;
    bare.minimiser = results.minimiser;
    bare.certificate = results.certificate;
    bare.x0 = results.x0;
    for (const SolverRun& run : results.runs) bare.runs.push_back(without_records(run));
    bare.plane = results.plane;
    bare.series = results.series;
    bare.start = results.start;
    bare.failed = results.failed;
    bare.environment = results.environment;
    bare.stopped = results.stopped;
    bare.cut_off = results.cut_off;
    return bare;
}

}  // namespace basin
