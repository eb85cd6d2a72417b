// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/problems/gradient_sizes.h"
#include "core/problems/problem.h"

namespace basin {

/// Where a run stands, for the judge.
struct GradientPoint {
    const Vector& x;         // d
    double objective = 0;    // L(x)
    const Vector& gradient;  // d
    double norm = 0;         // |gradient|
    Index iteration = 0;
};

/// Says when the gradient of a run has vanished (mathematics.md 1.6). The sizes cost some gradients: they are
/// taken anew when |g| has halved, after 16 iterations, then 32, and so on, and always before a gradient
/// counts as zero. What it says depends on the run alone.
class GradientJudge {
  public:
    explicit GradientJudge(double tolerance) : tolerance_(tolerance) { sizes_.parts.reserve(1); }

    /// Another run.
    void restart();
    /// Whether the gradient counts as zero.
    bool vanishes(Evaluator& evaluator, const GradientPoint& at);
    /// Takes the sizes at x.
    void measure(Evaluator& evaluator, const Vector& x, Index iteration);

    /// The sizes as they were last taken; without parts where they never were, or are no doubles.
    const GradientSizes& sizes() const { return sizes_; }
    bool known() const { return !sizes_.parts.empty(); }
    /// Whether they were taken at that iteration.
    bool measured_at(Index iteration) const { return tried_ && measured_at_ == iteration; }
    /// How long a gradient of this direction may be to count as zero by the last sizes; not_applicable where
    /// there are none.
    double target(const Vector& gradient) const;

  private:
    bool due(const GradientPoint& at);

    double tolerance_;
    GradientSizes sizes_;
    bool tried_ = false;
    Index measured_at_ = 0;
    double norm_then_ = not_applicable;
    Index wait_ = 16;
};

}  // namespace basin
