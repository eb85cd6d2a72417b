// SPDX-License-Identifier: GPL-3.0-or-later
// What a history shows of pinned runs: whole, whatever iteration is looked at of the run itself.
#include <algorithm>
#include <cmath>

#include <QCoreApplication>

#include "ui/plots/history_plot.h"
#include "ui/plots/pinned_look.h"
#include "ui/plots/run_look.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

/// What other families have of a quantity is something else.
bool isOfFamily(const PinnedRun& pinned, const RunModel& model) {
    return family_bit(pinned.results->experiment) == family_bit(model.results().experiment);
}

}  // namespace

// What stays pinned is the same, whatever it is called now.
void HistoryPlot::forgetUnpinned() {
    std::erase_if(pinnedSamples_, [this](const auto& kept) {
        return std::ranges::none_of(model()->pinned(), [&](const PinnedRun& pinned) {
            return pinned.results.get() == std::get<const Results*>(kept.first);
        });
    });
    markStale();
}

QString HistoryPlot::partName(const HistoryPart& part) {
    return QCoreApplication::translate("basin::ui::HistoryPlot", part.name);
}

/// Sampled once: they do not grow.
const std::vector<QPointF>& HistoryPlot::pinnedPoints(const Results& results, std::size_t run,
                                                      const HistoryPart& part) {
    auto& kept = pinnedSamples_[{&results, run, &part}];
    if (!kept.empty()) return kept;
    SampledCurve samples;
    for (const IterationRecord& record : results.runs[run].history)
        samples.append({placeOf(record), part.read(record, results.minimiser)});
    return kept = samples.points();
}

void HistoryPlot::addPinned(std::vector<Curve>& curves, std::vector<double>& values) {
    const auto& all = model()->pinned();
    const auto parts = quantity().parts;
    std::size_t drawn = 0;
    for (std::size_t place = 0; place < all.size(); ++place) {
        const Results& results = *all[place].results;
        if (!isOfFamily(all[place], *model())) continue;
        ++drawn;
        for (const std::size_t run : shownRuns(results, plotStyle())) {
            for (const HistoryPart& part : parts) {
                const std::vector<QPointF>& points = pinnedPoints(results, run, part);
                const bool known =
                    std::ranges::any_of(points, [](const QPointF& p) { return std::isfinite(p.y()); });
                if (!known) continue;
                Curve curve = pinnedCurve(all[place], run, place, plotStyle());
                if (parts.size() > 1) curve.name = QStringLiteral("%1, %2").arg(curve.name, partName(part));
                for (const QPointF& p : points) values.push_back(p.y());
                curve.points = points;
                curves.push_back(std::move(curve));
            }
        }
    }
    if (drawn > 0) addToSubtitle(tr(" · pinned runs: %1").arg(drawn));
}

double HistoryPlot::pinnedEnd() const {
    double end = 0;
    for (const PinnedRun& pinned : model()->pinned()) {
        if (!isOfFamily(pinned, *model())) continue;
        for (const SolverRun& run : pinned.results->runs)
            if (!run.history.empty()) end = std::max(end, placeOf(run.history.back()));
    }
    return end;
}

}  // namespace basin::ui
