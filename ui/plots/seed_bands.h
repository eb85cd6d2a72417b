// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include <QPainter>

#include "core/experiment/results.h"
#include "ui/chart/curve.h"
#include "ui/chart/plot_frame.h"

namespace basin::ui {

/// What repeats of a run have of a quantity, by its column ("distance"); null where they have nothing of it.
const RepeatBand* bandOf(const Results& results, std::size_t run, std::string_view column);

/// "newton: 87 of 100 arrived", of those that are done.
QString arrivedText(const QString& label, const RepeatedSolver& solver);
/// "13 of 100 did not arrive: 9 indefinite Hessian, 4 overshot"; empty where all did, or nobody knows why.
QString failedText(const RepeatedSolver& solver);

/// The points of one line of a band, up to an iteration.
std::vector<QPointF> bandPoints(const RepeatBand& band, const std::vector<double>& values, Index upTo);

/// Bands and single runs of repeats, to be drawn below the curves.
class SeedBands {
  public:
    void clear();
    /// The band from its low to its high quantile, up to an iteration.
    void addBand(const RepeatBand& band, const QColor& color, Index upTo);
    /// The area between two lines of as many points.
    void addArea(std::vector<QPointF> low, std::vector<QPointF> high, const QColor& color);
    /// Its runs one by one, evenly chosen where they are many.
    void addRuns(const RepeatedSolver& solver, RepeatQuantity quantity, const QColor& color, Index upTo);
    /// The ways of its runs on the landscape's plane, likewise, up to an iteration.
    void addPaths(const RepeatedSolver& solver, const QColor& color, Index upTo);
    void paint(QPainter& painter, const PlotFrame& frame, double lineWidth) const;

  private:
    struct Area {
        std::vector<QPointF> low, high;
        QColor color;
    };
    struct Line {
        std::vector<QPointF> points;
        QColor color;
    };
    /// Where a record of a run is drawn.
    using Place = QPointF (*)(const RepeatRecord& record, std::size_t quantity);
    void addLines(const RepeatedSolver& solver, std::size_t quantity, Place place, QColor color, Index upTo);

    std::vector<Area> areas_;
    std::vector<Line> lines_;
};

}  // namespace basin::ui
