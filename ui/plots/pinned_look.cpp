// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/pinned_look.h"

#include <array>

#include "core/experiment/results_fold.h"
#include "ui/chart/color_contrast.h"
#include "ui/plots/run_look.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

constexpr std::array pinnedDashes{Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine,
                                  Qt::DashDotDotLine};
constexpr double pinnedWidth = 0.8;

/// One that the run itself does not have.
Qt::PenStyle otherDash(Qt::PenStyle own, std::size_t place) {
    std::size_t at = 0;
    while (at + 1 < pinnedDashes.size() && pinnedDashes[at] != own) ++at;
    return pinnedDashes[(at + 1 + place % (pinnedDashes.size() - 1)) % pinnedDashes.size()];
}

bool hasSameValues(const Results& one, const Results& other) {
    const auto &a = one.landscape, &b = other.landscape;
    return a && b && a->a.size() == b->a.size() && a->b.size() == b->b.size() && a->a == b->a &&
           a->b == b->b && a->values.rows() == b->values.rows() && a->values.cols() == b->values.cols() &&
           a->values == b->values;
}

}  // namespace

Curve pinnedCurve(const PinnedRun& pinned, std::size_t run, std::size_t place, const PlotStyle& style) {
    const SolverStyle own = runStyle(*pinned.results, run, style);
    const QColor color = readableLine(own.color.lighter(115 + 8 * static_cast<int>(place)));
    Curve curve{pinned.names[run], color, otherDash(own.dash, place), {}, pinnedWidth, true, {}};
    curve.isPinned = true;
    return curve;
}

bool isOnSamePlane(const Results& one, const Results& other, const LandscapePlane& plane) {
    const auto theirs = problem_of(other).plane;
    const auto isSame = [](const Vector& a, const Vector& b) { return a.size() == b.size() && a == b; };
    return theirs && isSame(theirs->plane.origin, plane.plane.origin) &&
           isSame(theirs->plane.p1, plane.plane.p1) && isSame(theirs->plane.p2, plane.plane.p2) &&
           (one.experiment.problem == other.experiment.problem || hasSameValues(one, other));
}

}  // namespace basin::ui
