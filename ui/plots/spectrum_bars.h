// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QByteArray>
#include <QPainter>

#include "core/experiment/results.h"
#include "ui/chart/curve.h"
#include "ui/chart/plot_frame.h"
#include "ui/chart/plot_style.h"

namespace basin::ui {

/// How the eigenvalues of one Hessian are spread: bars over a symlog axis. Exact ones are counted, else the
/// number in each bar is an estimate with its interval.
struct SpectrumBars {
    Index iteration = 0;
    bool estimated = false;
    AxisTransform transform;          // of the eigenvalues
    std::vector<double> edges;        // bars + 1, ascending
    std::vector<double> counts;       // eigenvalues in each bar
    std::vector<double> lows, highs;  // between which the counts lie; empty where they are exact
    bool covers = true;  // with 95 % probability, what is not resolved and what the probes spread;
                         // else one standard error of their spread alone
    std::vector<double> modelCounts;  // of the Hessian model, in the same bars; empty when there is none
    std::vector<double> marks;        // eigenvalues known one by one beside an estimate
    Index probes = 0, steps = 0;      // of the estimate

    /// The bar over an eigenvalue, if any.
    std::optional<std::size_t> barAt(double eigenvalue) const;
    /// Whether a bar of an estimate stands for several, which the probes do not tell apart: wider than
    /// others.
    bool isMerged(std::size_t bar) const;
    PlotAxis horizontalAxis() const;
    PlotAxis verticalAxis() const;
};

/// Of all eigenvalues of a record.
SpectrumBars histogramOf(const SolverRun& run, std::size_t record);
/// Of the density of a record, which has one. dimension: d, the number of eigenvalues.
SpectrumBars densityBarsOf(const SolverRun& run, std::size_t record, Index dimension);

/// How a bar of this colour is filled.
QColor spectrumBarColor(const SpectrumBars& bars, QColor color);
void paintSpectrumBars(QPainter& painter, const PlotFrame& frame, const PlotStyle& style,
                       const SpectrumBars& bars);
/// Error bars, the model's outline and the marks.
void paintSpectrumBarSigns(QPainter& painter, const PlotFrame& frame, const PlotStyle& style,
                           const SpectrumBars& bars);

/// A line a bar: iteration, kind, low, high, count, count_low, count_high, model_count.
QByteArray spectrumBarsCsv(const SpectrumBars& bars);

}  // namespace basin::ui
