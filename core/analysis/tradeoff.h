// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "core/problems/problem.h"
#include "core/solvers/hessian_approximation.h"
#include "core/solvers/solver.h"

namespace basin {

/// Which Hessian approximations are compared, over which errors. Field names are the JSON keys under
/// "tradeoff".
struct TradeoffSpec {
    /// At least one, each once. Leverage scores are sketched, as the cost that [LSWY] claim needs.
    std::vector<Approximation> approximations = approximations_where(&ApproximationInfo::compared);
    SketchKind sketch_kind = SketchKind::count_sketch;
    double error_min = 0.1;      // > 0; errors are spaced logarithmically
    double error_max = 0.8;      // error_min <= value <= 10
    Index error_count = 4;       // 1 <= count <= 64; `stale` takes 2, 4, 8, ... steps instead, as many values
    Index runs = 3;              // 1 <= runs <= 1000, of each setting, with seeds of their own
    Index max_iterations = 200;  // >= 1, of one run
    double max_seconds = 20;     // > 0, of the whole comparison
    std::uint64_t seed = 1;

    /// Throws InputError naming the field, its value and the constraint it broke.
    void validate() const;
    bool operator==(const TradeoffSpec&) const = default;
};

/// What one setting costs and brings: medians over its runs from the same start.
struct TradeoffPoint {
    Approximation approximation = Approximation::exact;
    double error = not_applicable;    // asked for; not_applicable where the approximation has no such knob
    double refresh = not_applicable;  // steps between two Hessians, `stale` only
    Index runs = 0;                   // done; 0: not measured yet
    Index converged = 0;              // and arrived at a minimum
    Termination ending = Termination::stopped;  // of the first run that did not converge, else converged
    double step_seconds = not_applicable;       // measured cost of a step
    double steps = not_applicable;              // to the gradient tolerance; needs every run converged
    double seconds = not_applicable;            // likewise, time to the gradient tolerance
    double achieved_error = not_applicable;     // |H^{-1/2} Ht H^{-1/2} - I|_2 of the first run's steps
    double samples = not_applicable;            // rows drawn, or rows of the sketch
    bool on_front = false;
};

/// The Pareto front is that of step_seconds against steps: a point is on it when no other has both a cheaper
/// step and fewer of them. The fastest setting is always on it, and the whole front shows what a larger
/// problem, where steps weigh more, would choose from.
struct Tradeoff {
    std::vector<TradeoffPoint> points;  // approximation by approximation, errors ascending
    Index measured = 0;                 // points with runs > 0

    /// The converged point with the least time to tolerance, or null.
    const TradeoffPoint* fastest() const;
    void mark_front();
};

/// The setting in words, e.g. "leverage-sampling 0.4", "stale 8", "gauss-newton".
std::string setting_text(const TradeoffPoint& point);

/// Receives the growing comparison after each setting, on the calling thread.
using TradeoffSink = std::function<void(std::shared_ptr<const Tradeoff>)>;

/// Runs approximate Newton from x0 (d) with every setting, first the middle of each approximation, one at a
/// time, so that nothing disturbs the clock. stopping gives the gradient tolerance. Ends early, with the
/// points measured so far, when stopped or when max_seconds are over.
std::shared_ptr<const Tradeoff> measure_tradeoff(const Problem& problem, const Vector& x0,
                                                 const TradeoffSpec& spec, const StoppingRule& stopping,
                                                 const TradeoffSink& sink = {}, std::stop_token stop = {});

}  // namespace basin
