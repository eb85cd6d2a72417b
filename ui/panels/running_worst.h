// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/experiment/results.h"

namespace basin::ui {

/// The largest value of an entry among the records of a run up to an iteration. Each record is looked at once
/// while the run grows, however often it is asked for.
class RunningWorst {
  public:
    explicit RunningWorst(double IterationRecord::*entry) : entry_(entry) {}

    /// NaN where no record has the entry.
    double upTo(const Results& results, std::size_t run, Index iteration);
    /// To be called when the records are others.
    void forget() { worst_.clear(); }

  private:
    double IterationRecord::*entry_;
    std::optional<std::size_t> run_;
    std::vector<double> worst_;  // up to each record
};

}  // namespace basin::ui
