// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <QPointF>
#include <QString>

#include "core/experiment/network_outcome.h"
#include "core/experiment/results.h"
#include "core/problems/elman_data.h"

namespace basin::ui {

/// One output of a series step by step, the training steps first; steps and outputs count from 0. Own data
/// are in their units. NaN where there is no such value.

Index allSteps(const ElmanSeries& series);
/// Where the step stands: seconds since 1970, a number of the time's column, or a count from 1.
double timeAt(const ElmanSeries& series, Index step);
/// The same as a person reads it: "step 3", "2012-01-31".
QString timeText(const ElmanSeries& series, Index step);
double targetAt(const ElmanSeries& series, Index output, Index step);
double predictedAt(const ElmanSeries& series, const NetworkOutcome& outcome, Index output, Index step);
/// What it is called: its column, or "output 2".
QString outputName(const ElmanSeries& series, Index output);

/// Target less prediction over the test steps, or over the training steps where there are no others.
Vector residualsToJudge(const ElmanSeries& series, const NetworkOutcome& outcome, Index output);

/// The forecast behind the last row: times and values.
std::vector<QPointF> forecastOf(const ElmanSeries& series, const NetworkOutcome& outcome, Index output);
/// The forecast with its interval, "130 ± 12", of the first row behind the last; empty where there is none.
QString forecastText(const ElmanSeries& series, const NetworkOutcome& outcome, Index output);

/// Targets and predictions of all outputs and runs as CSV; own data with their time.
std::string seriesTable(const Results& results);

}  // namespace basin::ui
