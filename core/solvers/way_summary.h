// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "core/numeric/types.h"

namespace basin {

/// What a run's way was like, whatever its length: what the cause of a failure is told by (mathematics.md
/// 8.5). L is in any unit, the same throughout.
class WaySummary {
  public:
    /// The next iterate, its L and |x - x_before|; the step of the start is ignored.
    void add(double objective, double step_norm);

    /// How often L rose from one iterate to the next by more than 1e-12 of it.
    Index rises() const { return rises_; }
    /// The iteration that the end is compared with; -1 where there is none.
    Index mark() const;
    /// Whether L went lower, by more than 1e-12 of it, after the mark: the last power of two of iterations
    /// that lies at least a quarter of the way before the end. True of a run without steps.
    bool still_falling() const;
    /// Whether the longest step after that mark is about as long as the longest between it and the mark
    /// before, 3/4 to 3/2 of it. False where there are not two marks.
    bool keeps_its_steps() const;

  private:
    struct Mark {
        Index iteration = -1;            // 0, 1, 2, 4, 8, ...; -1: none
        double lowest = not_applicable;  // L up to there
        double longest = 0;              // step from there to the next mark
    };
    /// The place of the mark that the end is compared with; marks_.size() when there is none.
    std::size_t compared() const;

    Index iteration_ = -1, rises_ = 0;
    double last_ = not_applicable, lowest_ = not_applicable;
    std::array<Mark, 3> marks_{};  // the latest first
};

}  // namespace basin
