// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/experiment/exactness.h"
#include "core/problems/elman_rnn.h"

namespace basin {

/// step, part (train or test), target_1, ..., predicted_1, ...: what a run predicts beside what it should.
std::string series_csv(const ElmanSeries& series, const ElmanOutputs& outputs);
/// The predicted part of it. Throws InputError when its targets are not those of the series.
ElmanOutputs parse_series(std::string_view text, const std::string& where, const ElmanSeries& series);

/// beta_h, beta_u, beta_v, violation_h, violation_u, violation_v (sums of absolute values), objective,
/// termination.
std::string exactness_csv(const ExactnessCurve& curve);
/// The points; complete unless one was not computed.
ExactnessCurve parse_exactness(std::string_view text, const std::string& where);

}  // namespace basin
