// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/sweep_curves.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <QCoreApplication>

#include "ui/chart/axis_over.h"
#include "ui/chart/palette.h"
#include "ui/plots/cause_look.h"
#include "ui/plots/run_look.h"
#include "ui/plots/sweep_words.h"

namespace basin::ui {

namespace {

struct CurveWords {
    Q_DECLARE_TR_FUNCTIONS(SweepCurves)
};

constexpr double wideRange = 30;     // from the smallest to the largest value, where an axis is logarithmic
constexpr double mostDecades = 300;  // that doubles hold

struct Promise {
    PromisedRadius radius;
    const char* name;
    SolverStyle look;
};

const std::array<Promise, 3>& promises() {
    using Marker = SolverStyle::Marker;
    static const std::array<Promise, 3> all{{{PromisedRadius::certified,
                                              QT_TRANSLATE_NOOP("SweepCurves", "measured / certified"),
                                              {QColor(0x00, 0x72, 0xB2), Qt::SolidLine, Marker::circle}},
                                             {PromisedRadius::estimated,
                                              QT_TRANSLATE_NOOP("SweepCurves", "measured / estimated"),
                                              {QColor(0xD5, 0x5E, 0x00), Qt::DashLine, Marker::square}},
                                             {PromisedRadius::published,
                                              QT_TRANSLATE_NOOP("SweepCurves", "measured / published"),
                                              {QColor(0x00, 0x9E, 0x73), Qt::DotLine, Marker::triangle}}}};
    return all;
}

Curve plainCurve(const QString& name, const SolverStyle& style) {
    Curve curve{name, style.color, style.dash, style.marker, 1, true, {}};
    curve.marking = Marking::some;
    return curve;
}

}  // namespace

SweepCurves::SweepCurves(std::shared_ptr<const Sweep> sweep, const SweepShown& shown, const Results& looks,
                         const PlotStyle& style)
    : sweep_(std::move(sweep)),
      shown_(shown),
      scale_(sweep_->axes.front(), false),
      cells_(computed_cells(*sweep_)) {
    std::ranges::sort(cells_, {}, [this](const PlacedSweepCell& placed) {
        return scale_.at(placed.place.level, placed.place.at[0]);
    });
    if (isOfTheory(shown.view))
        addRatios(style);
    else if (shown.view == SweepView::cause)
        addCauses(style);
    else
        addSolvers(looks, style);
    across_ = scale_.axis(sweptKeyName(looks.experiment, sweep_->axes.front().key), false);
    makeUp();
}

void SweepCurves::add(Curve curve) {
    for (const QPointF& point : curve.points)
        if (std::isfinite(point.y())) values_.push_back(point.y());
    curves_.push_back(std::move(curve));
}

void SweepCurves::addSolvers(const Results& looks, const PlotStyle& style) {
    for (const std::size_t solver : shownRuns(looks, style)) {
        Curve curve = plainCurve(runLabel(looks, solver, style), runStyle(looks, solver, style));
        curve.isRun = true;
        std::vector<QPointF> low, high;
        for (const auto& [place, cell] : cells_) {
            if (solver >= cell->solvers.size()) continue;
            const double x = scale_.at(place.level, place.at[0]);
            const Spread spread = shownSpread(cell->solvers[solver], shown_.view);
            const bool isThere = std::isfinite(spread.median);
            curve.points.emplace_back(x, isThere ? spread.median : not_applicable);
            if (std::isnan(spread.median)) continue;
            low.emplace_back(x, spread.low);
            high.emplace_back(x, spread.high);
            for (const double value : {spread.low, spread.high})
                if (std::isfinite(value)) values_.push_back(value);
        }
        bands_.addArea(std::move(low), std::move(high), curve.color);
        add(std::move(curve));
    }
}

void SweepCurves::addCauses(const PlotStyle& style) {
    CauseCounts all;
    for (const auto& [place, cell] : cells_)
        for (const FailureCause cause : all_failure_causes)
            all[cause] += cell->solvers.at(shown_.solver).causes[cause];
    std::vector<FailureCause> causes;
    std::ranges::copy_if(all_failure_causes, std::back_inserter(causes),
                         [&](FailureCause cause) { return all[cause] > 0; });
    const auto addShare = [&](const QString& name, const SolverStyle& look, const auto& countOf) {
        Curve curve = plainCurve(name, look);
        for (const auto& [place, cell] : cells_) {
            const SweepOutcome& outcome = cell->solvers.at(shown_.solver);
            curve.points.emplace_back(
                scale_.at(place.level, place.at[0]),
                static_cast<double>(countOf(outcome)) / static_cast<double>(outcome.trials));
        }
        add(std::move(curve));
    };
    if (!cells_.empty())
        addShare(CurveWords::tr("arrived"), {style.theme.muted, Qt::DashLine, SolverStyle::Marker::circle},
                 [](const SweepOutcome& outcome) { return outcome.arrived; });
    int place = 0;
    for (const FailureCause cause : causes) {
        const auto marker = static_cast<SolverStyle::Marker>(++place % 5);
        addShare(causeName(cause), {causeColor(cause, causes, style), Qt::SolidLine, marker},
                 [cause](const SweepOutcome& outcome) { return outcome.causes[cause]; });
    }
}

void SweepCurves::addRatios(const PlotStyle& style) {
    const auto powers = [this](const auto& ratio) {
        std::vector<QPointF> points;
        for (const auto& [place, cell] : cells_) {
            const double power = ratio(cell->theory);
            points.emplace_back(scale_.at(place.level, place.at[0]), power);
            asPowers_ = asPowers_ || std::abs(power) > mostDecades;
        }
        return points;
    };
    std::vector<Curve> curves;
    if (shown_.view == SweepView::steps_promised) {
        curves.push_back(plainCurve(CurveWords::tr("measured / promised"), promises().front().look));
        curves.back().points = powers(&log10StepsRatio);
    } else {
        for (const Promise& promise : promises()) {
            const auto place = static_cast<int>(&promise - promises().data());
            curves.push_back(plainCurve(CurveWords::tr(promise.name),
                                        inPalette(style.palette, promise.look, place,
                                                  static_cast<int>(promises().size()), style.theme.dark)));
            curves.back().points =
                powers([&](const SweepTheory& theory) { return log10Ratio(theory, promise.radius); });
        }
    }
    std::erase_if(curves, [](const Curve& curve) {
        return std::ranges::all_of(curve.points, [](const QPointF& p) { return std::isnan(p.y()); });
    });
    for (Curve& curve : curves) {
        if (!asPowers_)
            for (QPointF& point : curve.points) point.setY(std::pow(10, point.y()));
        add(std::move(curve));
    }
    if (!curves_.empty() && style.theory) {
        Curve line = plainCurve(CurveWords::tr("as promised"), {style.theme.muted, Qt::DashLine, {}});
        line.marker.reset();
        const double level = asPowers_ ? 0 : 1;
        for (const QPointF& point : curves_.front().points) line.points.emplace_back(point.x(), level);
        add(std::move(line));
    }
}

void SweepCurves::makeUp() {
    if (shown_.view == SweepView::success_rate || shown_.view == SweepView::cause) {
        up_.low = 0;
        up_.high = 1;
    } else if (!values_.empty()) {
        const auto [low, high] = std::ranges::minmax(values_);
        const bool isRatio = isOfTheory(shown_.view);
        const bool wide = isRatio ? !asPowers_ : low > 0 && high > wideRange * low;
        up_ = axisOver(wide ? AxisTransform::logarithmicFor(values_) : AxisTransform(), values_);
        up_.integers = shown_.view == SweepView::steps && !wide;
    }
    up_.label = asPowers_ ? CurveWords::tr("log₁₀ (%1)").arg(sweepViewLabel(shown_.view))
                          : sweepViewLabel(shown_.view);
}

bool SweepCurves::hasValues() const {
    return !values_.empty();
}

std::optional<PlacedSweepCell> SweepCurves::at(double across) const {
    if (cells_.empty()) return std::nullopt;
    const double wanted = scale_.transform().toAxis(across);
    return *std::ranges::min_element(cells_, {}, [&](const PlacedSweepCell& placed) {
        return std::abs(scale_.transform().toAxis(scale_.at(placed.place.level, placed.place.at[0])) -
                        wanted);
    });
}

}  // namespace basin::ui
