// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/experiment/exactness.h"
#include "core/problems/elman_rnn.h"
#include "core/problems/series_judgement.h"

namespace basin {

/// step, part (train or test), target_1, ..., predicted_1, ...: what a run predicts beside what it should, in
/// the units of its data.
std::string series_csv(const ElmanSeries& series, const ElmanOutputs& outputs);
/// The predicted part of it. Throws InputError when its targets are not those of the series.
ElmanOutputs parse_series(std::string_view text, const std::string& where, const ElmanSeries& series);

/// run, time, target, forecast, low, high: the values after the last row, of each run that is named.
std::string forecast_csv(const std::vector<std::string>& labels,
                         const std::vector<const SeriesForecast*>& forecasts);

/// beta_h, beta_u, beta_v, violation_h, violation_u, violation_v (sums of absolute values), objective,
/// termination.
std::string exactness_csv(const ExactnessCurve& curve);
/// The points; complete unless one was not computed.
ExactnessCurve parse_exactness(std::string_view text, const std::string& where);

}  // namespace basin
