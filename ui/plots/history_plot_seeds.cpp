// SPDX-License-Identifier: GPL-3.0-or-later
// What a history shows of runs from many seeds.
#include <algorithm>
#include <limits>

#include "ui/chart/number_format.h"
#include "ui/plots/history_plot.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

void HistoryPlot::setSeeds(SeedsShown seeds) {
    if (seeds == seeds_) return;
    seeds_ = seeds;
    seedsBox_->setCurrentIndex(static_cast<int>(seeds));
    markStale();
}

void HistoryPlot::showSeedsBox() {
    const auto& repeats = model()->results().repeats;
    bool has = false;
    for (std::size_t run = 0; repeats && run < repeats->solvers.size(); ++run)
        has = has || bandOf(model()->results(), run, quantity().parts.front().key) != nullptr;
    seedsBox_->setVisible(has && against_ == Against::iteration);
}

const RepeatBand* HistoryPlot::shownBand(std::size_t run) const {
    if (seeds_ == SeedsShown::own || against_ != Against::iteration || quantity().parts.size() != 1)
        return nullptr;
    return bandOf(model()->results(), run, quantity().parts.front().key);
}

/// Up to which iteration bands are shown: with the runs, or whole where these have ended.
Index HistoryPlot::bandEnd() const {
    const bool whole = model()->playhead() >= model()->lastIteration();
    return whole ? std::numeric_limits<Index>::max() : model()->playhead();
}

void HistoryPlot::addSeeds(std::size_t run, Curve& curve, std::vector<double>& values) {
    const RepeatBand* band = shownBand(run);
    if (band == nullptr) return;
    const RepeatedSolver& solver = model()->results().repeats->solvers[run];
    curve.name = arrivedText(curve.name, solver);
    for (const auto& line : {band->low, band->median, band->high})
        values.insert(values.end(), line.begin(), line.end());
    if (seeds_ == SeedsShown::each) {
        const auto place = static_cast<std::size_t>(band - solver.bands.data());
        bands_.addRuns(solver, all_repeat_quantities.at(place), curve.color, bandEnd());
        return;
    }
    bands_.addBand(*band, curve.color, bandEnd());
    curve.points = bandPoints(*band, band->median, bandEnd());
}

QString HistoryPlot::seedsNote() const {
    const auto& repeats = model()->results().repeats;
    bool shown = false;
    for (std::size_t run = 0; repeats && run < repeats->solvers.size(); ++run)
        shown = shown || shownBand(run) != nullptr;
    if (!shown) return {};
    return seeds_ == SeedsShown::each
               ? tr(" · runs from %1 seeds, that of this experiment strong").arg(repeats->count)
               : tr(" · median and 10–90 % band of %1 seeds; ended runs keep their last value")
                     .arg(repeats->count);
}

void HistoryPlot::paintBelow(QPainter& painter, const PlotFrame& frame) {
    if (model() != nullptr) bands_.paint(painter, frame, plotStyle().lineWidth);
}

QString HistoryPlot::bandReadout(const QString& label, const RepeatBand& band, Index iteration) {
    auto next = std::ranges::upper_bound(band.iterations, iteration);
    const auto k = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, next - band.iterations.begin() - 1));
    return tr("%1  %2 (%3 to %4)")
        .arg(label, formatNumber(band.median[k]), formatNumber(band.low[k]), formatNumber(band.high[k]));
}

}  // namespace basin::ui
