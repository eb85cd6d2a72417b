// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <QString>
#include <QStringList>

#include "core/experiment/experiment.h"
#include "core/experiment/plot_words.h"
#include "core/experiment/sweep/sweep.h"

namespace basin::ui {

// What the window calls sweeps and what is in them.

/// Of a swept key: "ridge", "start radius", "error of approximate-newton".
QString sweptKeyName(const Experiment& experiment, const std::string& key);
/// "0.1", "sampled".
QString sweptValueText(const ParameterValue& value);
/// Where a cell is, a line an axis: "ridge 0.1".
QStringList sweptPlaceLines(const Experiment& experiment, const Sweep& sweep, const GridPlace& place);
/// "ridge, start radius".
QString sweptKeysText(const Experiment& experiment, const Sweep& sweep);

/// A view in the list of views, and along an axis.
QString sweepViewName(SweepView view);
QString sweepViewLabel(SweepView view);

/// Which promise the measured radius is set beside.
enum class PromisedRadius { certified, estimated, published };
/// "beside the certified radius".
QString promisedRadiusName(PromisedRadius radius);

/// "20 of 24 arrived (95 % between 0.64 and 0.93)".
QString arrivedText(const SweepOutcome& outcome);
/// "7 (6 to 12)": the median and the band that most trials lie in; a dash where there is none.
QString spreadText(const Spread& spread);
/// "newton arrives from 3 % to 100 % of the starts"; empty while no cell is computed.
QString arrivalRange(const QString& label, const Sweep& sweep, std::size_t solver);
/// The same of all solvers, in one sentence; empty while the sweep is not whole.
QString explainSweep(const Experiment& experiment, const Sweep& sweep);

}  // namespace basin::ui
