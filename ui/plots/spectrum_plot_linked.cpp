// SPDX-License-Identifier: GPL-3.0-or-later
// What eigenvalues against iteration show of the linked reading.
#include <cmath>

#include "core/analysis/rate_between.h"
#include "ui/chart/number_format.h"
#include "ui/plots/reading_marks.h"
#include "ui/plots/spectrum_plot.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

/// The eigenvalues at exactly that iteration, up to the playhead; null where there are none.
const Vector* spectrumAt(const SolverRun& run, Index iteration, Index playhead) {
    const IterationRecord* record = record_at(run, iteration);
    if (record == nullptr || record->iteration != iteration || iteration > playhead) return nullptr;
    const auto k = static_cast<std::size_t>(record - run.history.data());
    return k < run.eigenvalues.size() && run.eigenvalues[k].size() > 0 ? &run.eigenvalues[k] : nullptr;
}

}  // namespace

bool SpectrumPlot::showsLines() const {
    const SolverRun* shown = run();
    return shown != nullptr && shownView(*shown) == View::against_iteration;
}

std::optional<Index> SpectrumPlot::iterationAt(QPointF data) const {
    if (!showsLines()) return std::nullopt;
    const auto last = static_cast<double>(run()->history.back().iteration);
    if (!(data.x() > -0.5 && data.x() < last + 0.5)) return std::nullopt;
    return static_cast<Index>(std::llround(data.x()));
}

void SpectrumPlot::clicked(QPointF data) {
    if (const auto iteration = iterationAt(data)) reading()->toggleA(*iteration);
}

void SpectrumPlot::shiftClicked(QPointF data) {
    if (const auto iteration = iterationAt(data)) reading()->toggleB(*iteration);
}

QStringList SpectrumPlot::changeLines() const {
    if (!showsLines() || !reading()->a() || !reading()->b()) return {};
    const LinkedReading& marks = *reading();
    const SolverRun& shown = *run();
    const Vector* before = spectrumAt(shown, *marks.a(), model()->playhead());
    const Vector* after = spectrumAt(shown, *marks.b(), model()->playhead());
    QStringList lines{iterationsBetween(marks)};
    if (before == nullptr || after == nullptr) return lines;
    const auto change = [&](const QString& name, double first, double second) {
        lines << changeText(name, rate_between(*marks.a(), first, *marks.b(), second));
    };
    change(tr("λ min"), before->coeff(0), after->coeff(0));
    change(tr("λ max"), before->coeff(before->size() - 1), after->coeff(after->size() - 1));
    return lines;
}

void SpectrumPlot::paintHovered(QPainter& painter, const PlotFrame& frame, const SolverRun& shown,
                                Index iteration) const {
    paintIterationLine(painter, frame, static_cast<double>(iteration), {}, plotStyle());
    const double x = frame.map(static_cast<double>(iteration), 1).x();
    if (!(x >= frame.area.left() && x <= frame.area.right())) return;
    QStringList lines{tr("iteration %1").arg(iteration)};
    if (const Vector* at = spectrumAt(shown, iteration, model()->playhead()))
        lines << tr("from %1 to %2").arg(formatNumber(at->coeff(0)), formatNumber(at->coeff(at->size() - 1)));
    paintLinkedReadout(painter, frame, {x, frame.area.top() + 4}, lines, {}, plotStyle());
}

void SpectrumPlot::paintMarks(QPainter& painter, const PlotFrame& frame) const {
    if (!showsLines()) return;
    paintMarkLines(painter, frame, *reading(), plotStyle());
    paintCornerBox(painter, frame, changeLines(), {}, plotStyle());
    if (const auto iteration = hoveredElsewhere()) paintHovered(painter, frame, *run(), *iteration);
}

}  // namespace basin::ui
