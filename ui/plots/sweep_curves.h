// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/experiment/results.h"
#include "ui/chart/plot_style.h"
#include "ui/plots/seed_bands.h"
#include "ui/plots/sweep_values.h"

namespace basin::ui {

/// One axis of a sweep as curves: a solver each, or a cause each of one solver, or a promise each.
class SweepCurves {
  public:
    SweepCurves() = default;
    /// looks: results with a run of every solver, for labels and styles.
    SweepCurves(std::shared_ptr<const Sweep> sweep, const SweepShown& shown, const Results& looks,
                const PlotStyle& style);

    const std::vector<Curve>& curves() const { return curves_; }
    const SweptScale& scale() const { return scale_; }
    const PlotAxis& across() const { return across_; }
    const PlotAxis& up() const { return up_; }
    /// Whether there is a number to be seen.
    bool hasValues() const;
    /// The cell nearest to a place on the axis (data coordinates); nothing while none is computed.
    std::optional<PlacedSweepCell> at(double across) const;
    /// The 10-90 % bands and the intervals.
    void paintBelow(QPainter& painter, const PlotFrame& frame, const PlotStyle& style) const {
        bands_.paint(painter, frame, style.lineWidth);
    }

  private:
    void addSolvers(const Results& looks, const PlotStyle& style);
    void addCauses(const PlotStyle& style);
    void addRatios(const PlotStyle& style);
    void add(Curve curve);
    void makeUp();

    std::shared_ptr<const Sweep> sweep_;
    SweepShown shown_;
    SweptScale scale_;
    std::vector<PlacedSweepCell> cells_;  // ascending along the axis
    std::vector<Curve> curves_;
    SeedBands bands_;
    std::vector<double> values_;  // all that the upward axis has to show
    bool asPowers_ = false;       // ratios are told as log10: doubles do not hold them
    PlotAxis across_, up_;
};

}  // namespace basin::ui
