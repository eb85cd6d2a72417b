// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "core/analysis/basin_map.h"
#include "core/experiment/plot_words.h"
#include "core/experiment/sweep/sweep.h"
#include "ui/chart/curve.h"
#include "ui/plots/sweep_words.h"

namespace basin::ui {

inline constexpr std::array allPromisedRadii{PromisedRadius::certified, PromisedRadius::estimated,
                                             PromisedRadius::published};

/// What is seen of a sweep.
struct SweepShown {
    SweepView view = SweepView::success_rate;
    std::size_t solver = 0;  // of maps, and of causes
    PromisedRadius radius = PromisedRadius::certified;
    Index slice = 0;  // place on the third axis, at level 0

    bool operator==(const SweepShown&) const = default;
};

/// Whether a view is of the theory, which is one for all solvers.
inline bool isOfTheory(SweepView view) {
    return view == SweepView::radius || view == SweepView::steps_promised;
}

/// A solver's numbers in a cell: of the success rate with its 95 % interval, of the others with the band that
/// most trials lie in. Not applicable for causes and of the theory.
Spread shownSpread(const SweepOutcome& outcome, SweepView view);
/// log10 of what was measured over what theory promises; not applicable where one is not known.
double log10Ratio(const SweepTheory& theory, PromisedRadius promised);
double log10StepsRatio(const SweepTheory& theory);

/// What is shown of a cell by one number: a median, a rate, or the log10 of a ratio. Not applicable where
/// there is none, causes among them.
double shownValue(const SweepCell& cell, const SweepShown& shown);

/// An outcome as a cell of a basin map has it: trials, successes and causes.
BasinMapCell asMapCell(const SweepOutcome& outcome);

/// Where the values of a swept key lie along an axis: numbers where they are; words, and what has no place on
/// an even grid, side by side under their names.
class SweptScale {
  public:
    SweptScale() = default;
    /// even: numbers lie side by side too where they are not evenly spaced.
    SweptScale(const SweptAxis& axis, bool even);

    bool isNamed() const { return named_; }
    const AxisTransform& transform() const { return transform_; }
    /// In data coordinates.
    double at(Index level, Index index) const;
    double at(const ParameterValue& value) const;
    /// Of level 0, in axis coordinates.
    double first() const;
    double last() const;
    /// The axis from the first value to the last, or half a step further on either side.
    PlotAxis axis(const QString& label, bool asCells) const;

  private:
    SweptAxis swept_;
    bool named_ = false;
    AxisTransform transform_;
};

}  // namespace basin::ui
