// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <stop_token>

#include "core/analysis/basin_map.h"
#include "core/analysis/failure_cause.h"
#include "core/problems/penalty_rnn.h"
#include "core/solvers/piecewise_affine/piecewise_affine.h"

namespace basin {

/// Runs the trials of single cells of a recurrent network's map: piecewise-affine from random weights of one
/// deviation (the map's radius), its steps solved to one relative tolerance (the map's error). Constant once
/// made, so that threads share it.
///
/// A trial succeeds when its weights come to an objective of (P) within spec.success_within, relative, of the
/// target: what the same method with exact steps comes to from the experiment's own start.
class NetworkTrials {
  public:
    /// Runs the method once from the lifted start, for the target. Problem and spec must outlive this. Throws
    /// InputError where the target is not finite or the method rejects the problem; not finite after a stop.
    NetworkTrials(const PenaltyRnn& problem, const Vector& start, const PiecewiseAffineOptions& affine,
                  const BasinMapSpec& spec, const StoppingRule& stopping, const std::stop_token& stop);

    /// The finite objective of (P) at or below which a trial has succeeded.
    double target() const { return target_; }
    /// Shares the trials out between threads that have nothing better to do. Nothing when stopped half-way.
    std::optional<BasinMapCell> run(const MapPlace& place, double deviation, double error, int threads,
                                    const std::stop_token& stop) const;

  private:
    struct End {
        double objective = not_applicable;  // of (P)
        Index iterations = 0;
        FailureCause cause = FailureCause::none;  // none: it came to the target
    };
    End run_trial(std::uint64_t stream_number, double deviation, double error,
                  const std::stop_token& stop) const;
    double objective_at(const Vector& z) const;

    const PenaltyRnn& problem_;
    const PiecewiseAffineOptions affine_;
    const BasinMapSpec& spec_;
    SolverOptions options_;
    double target_ = not_applicable;
};

}  // namespace basin
