// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include <QPainter>

#include "core/experiment/results.h"
#include "ui/chart/curve.h"
#include "ui/chart/legend.h"
#include "ui/chart/plot_frame.h"
#include "ui/chart/plot_style.h"

namespace basin::ui {

/// The curves of the series plot, of one output of results that have a series. A run is one with a network.

Curve targetCurve(const Results& results, Index output, const PlotStyle& style);
Curve predictedCurve(const Results& results, std::size_t run, Index output, const PlotStyle& style);
/// Target less prediction.
Curve residualCurve(const Results& results, std::size_t run, Index output, const PlotStyle& style);
/// The correlation of the residuals with those 1, 2, ... steps before.
Curve autocorrelationCurve(const Results& results, std::size_t run, Index output, const PlotStyle& style);
/// The two levels between which 95 % of the autocorrelations of that many residuals without a pattern lie.
std::vector<Curve> noPatternCurves(Index residuals, double lags, const PlotStyle& style);
/// Behind the last row; without points where the run forecasts nothing.
Curve forecastCurve(const Results& results, std::size_t run, Index output, const PlotStyle& style);
/// The legend of forecasts and of the interval of this run's.
std::vector<LegendEntry> forecastSigns(const Results& results, std::size_t run, const PlotStyle& style);
/// The ground of the test steps, and its place in the legend; nothing there where no step is left to test.
QColor testGround(const Theme& theme);
std::vector<LegendEntry> partSigns(const ElmanSeries& series, const PlotStyle& style);
/// The interval of each of its values.
void paintForecastInterval(QPainter& painter, const PlotFrame& frame, const PlotStyle& style,
                           const Results& results, std::size_t run, Index output);

}  // namespace basin::ui
