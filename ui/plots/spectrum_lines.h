// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <QByteArray>
#include <QPainter>

#include "core/experiment/results.h"
#include "ui/chart/curve.h"
#include "ui/chart/plot_frame.h"
#include "ui/chart/plot_style.h"

namespace basin::ui {

/// The range of all eigenvalues of a run, kept up to date while the run grows.
class SpectrumRange {
  public:
    /// Takes in the records that are new since the last call; starts afresh for another or a shorter run.
    void follow(const SolverRun& run);

    bool hasNegative() const { return low_ < 0; }
    Index exactCount() const { return exactCount_; }  // eigenvalues in the longest record
    Index modelCount() const { return modelCount_; }
    /// A symlog axis for them.
    PlotAxis axis() const;

  private:
    void include(const Vector& values);

    const SolverRun* run_ = nullptr;
    std::size_t records_ = 0;
    double low_ = 0, high_ = 0, smallest_ = 0;  // smallest: magnitude but zero
    Index exactCount_ = 0, modelCount_ = 0;
};

inline constexpr double spectrumDotRadius = 2.5;  // px

/// Every eigenvalue against iteration, up to the playhead: lines below, dots and error bars above.
void paintSpectrumLines(QPainter& painter, const PlotFrame& frame, const PlotStyle& style,
                        const SolverRun& run, const SpectrumRange& range, Index playhead);
void paintSpectrumDots(QPainter& painter, const PlotFrame& frame, const PlotStyle& style,
                       const SolverRun& run, const SpectrumRange& range, Index playhead);

/// Whether paintSpectrumDots() draws any: not where they would be too many.
bool hasSpectrumDots(const SolverRun& run, const SpectrumRange& range);

/// Every eigenvalue up to the playhead, and those of the Hessian model beside it: iteration, index,
/// eigenvalue, model_eigenvalue, kind, error.
QByteArray spectrumLinesCsv(const SolverRun& run, Index playhead);

}  // namespace basin::ui
