// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <vector>

#include <QPainter>

#include "core/experiment/network_outcome.h"
#include "ui/chart/chart_layout.h"
#include "ui/chart/plot_frame.h"
#include "ui/chart/plot_style.h"

namespace basin::ui {

/// The three penalty weights, in the order of their rows, and how each looks.
struct PenaltyPart {
    const char* name;  // a symbol, the same in every language
    QColor color;
    double PenaltyWeights::*beta;
    double PenaltyThresholds::*threshold;  // a decimal logarithm
    bool PenaltyThresholds::*capped;
    double ExactnessPoint::*violation;
};
const std::array<PenaltyPart, 3>& penaltyParts();
/// How its curve looks.
SolverStyle lookOf(const PenaltyPart& part, const PlotStyle& style);

/// One kind of threshold: where it comes from, and how it is marked.
struct ThresholdKind {
    const char* key;   // in the CSV
    const char* name;  // QT_TRANSLATE_NOOP("basin::ui::PenaltyPlot", ...)
    SolverStyle::Marker marker;
    PenaltyThresholds NetworkOutcome::*thresholds;
};
const std::array<ThresholdKind, 3>& thresholdKinds();
QString thresholdName(const ThresholdKind& kind);
/// Whether a beta exceeds a threshold given as a decimal logarithm.
bool exceeds(double beta, double log10Threshold);
/// "0.364", "2·10⁵", "10⁵⁰⁴", "∞" of a decimal logarithm; a dash for NaN.
QString thresholdText(double log10Threshold);
/// The same of one part, "≥ 0.364" where the run's own beta caps it.
QString thresholdText(const PenaltyThresholds& thresholds, const PenaltyPart& part);

/// What paintThresholds() draws.
std::vector<LegendEntry> thresholdSigns(const Theme& theme);

/// Betas and thresholds, a row for each part at the height of its place. Thresholds right of the view are
/// told in words at its edge.
void paintThresholds(QPainter& painter, const PlotFrame& frame, const PlotStyle& style,
                     const NetworkOutcome& outcome, const PenaltyWeights& betas);

}  // namespace basin::ui
