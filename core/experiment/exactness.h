// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "core/analysis/penalty_exactness.h"

namespace basin {

/// The exactness curve: violation of the constraints against the penalty weights (mathematics.md 2.3). Field
/// names are the JSON keys under "exactness".
struct ExactnessSpec {
    std::vector<PenaltyWeights> betas;  // 1..1000 of them; when empty the range below, all three alike
    double beta_min = 0.05;             // > 0
    double beta_max = 1;                // > beta_min
    Index beta_count = 12;              // 2..1000, evenly on the logarithmic axis
    Index max_iterations = 400;         // >= 1, of each run

    /// The list, or the range written out.
    std::vector<PenaltyWeights> points() const;
    /// Throws InputError naming the field, its value and the constraint it broke.
    void validate() const;
    bool operator==(const ExactnessSpec&) const = default;
};

struct ExactnessCurve {
    std::vector<ExactnessPoint> points;  // in the order of the betas; invalid_input where not computed yet
    PenaltyThresholds a_posteriori;      // at the best solution found
    bool complete = false;
};

}  // namespace basin
