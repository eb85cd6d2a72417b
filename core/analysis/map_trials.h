// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>

#include "core/analysis/basin_map.h"
#include "core/analysis/failure_cause.h"

namespace basin {

/// The stream that a trial of a cell draws from: different for every trial of every cell of a map.
std::uint64_t trial_stream(const MapPlace& place, Index trial);

/// Runs the trials of single cells of one map; constant, so that threads share it.
class MapTrials {
  public:
    /// minimiser (with x, d) and the rest must outlive this.
    MapTrials(const Problem& problem, const Minimiser& minimiser, const BasinMapSpec& spec,
              const StoppingRule& stopping);

    /// Shares the trials out between threads that have nothing better to do. Nothing when stopped half-way.
    std::optional<BasinMapCell> run(const MapPlace& place, double radius, double error, int threads,
                                    const std::stop_token& stop) const;

  private:
    struct End {
        Index iterations = 0;
        FailureCause cause = FailureCause::none;  // none: it came to x*
    };
    End run_trial(std::uint64_t stream_number, double radius, double error,
                  const std::stop_token& stop) const;

    const Problem& problem_;
    const Minimiser& minimiser_;
    const BasinMapSpec& spec_;
    double length_;  // X at x*
    SolverOptions options_;
};

}  // namespace basin
