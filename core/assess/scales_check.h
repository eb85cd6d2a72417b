// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <stop_token>

#include "core/assess/assessment.h"
#include "core/experiment/experiment.h"

namespace basin {

// Columns are told to differ in scale from the first factor on, and to repeat one another from the other
// correlation on.
inline constexpr double wide_spread = 10, near_repeat = 0.99;
inline constexpr Index most_compared_columns = 300;  // all of their pairs are looked at

/// How unlike the columns of a matrix are in size, and how alike in direction.
struct ColumnLikeness {
    double spread = 1;       // largest deviation of a column over the smallest; constant columns left out
    double correlation = 0;  // largest of two columns, by absolute value
    Index first = 0, second = 0;  // these two
};
ColumnLikeness column_likeness(const Matrix& A);

/// "scales": what centring and standardising the keys buys in basin radius, condition and steps, measured for
/// at most that long. Nothing unless A1 is given and dense, not standardised yet, and its columns differ in
/// scale tenfold or nearly repeat one another.
std::optional<Question> scales_question(const Experiment& experiment, double max_seconds,
                                        const std::stop_token& stop);

}  // namespace basin
