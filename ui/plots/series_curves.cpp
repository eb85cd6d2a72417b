// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/series_curves.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>

#include "core/problems/series_judgement.h"
#include "ui/chart/signs.h"
#include "ui/plots/run_look.h"
#include "ui/plots/series_values.h"

namespace basin::ui {

namespace {

constexpr Index mostLags = 40;  // of the autocorrelation

struct SeriesCurves {
    Q_DECLARE_TR_FUNCTIONS(SeriesCurves)
};

Curve emptyCurve(const Results& results, std::size_t run, const PlotStyle& style) {
    const SolverStyle look = runStyle(results, run, style);
    Curve curve{runLabel(results, run, style), look.color, look.dash, look.marker, 1, true, {}};
    curve.isRun = true;
    return curve;
}

template <class Value>
Curve stepCurve(const Results& results, std::size_t run, const PlotStyle& style, const Value& value) {
    Curve curve = emptyCurve(results, run, style);
    for (Index t = 0; t < allSteps(*results.series); ++t) {
        const double found = value(t);
        curve.points.emplace_back(timeAt(*results.series, t), std::isfinite(found) ? found : not_applicable);
    }
    curve.marking = Marking::some;  // the target is seen between them
    return curve;
}

}  // namespace

Curve targetCurve(const Results& results, Index output, const PlotStyle& style) {
    Curve curve{SeriesCurves::tr("target"), style.theme.text, Qt::SolidLine, {}, 1.4, true, {}};
    curve.layer = CurveLayer::top;
    for (Index t = 0; t < allSteps(*results.series); ++t)
        curve.points.emplace_back(timeAt(*results.series, t), targetAt(*results.series, output, t));
    return curve;
}

Curve predictedCurve(const Results& results, std::size_t run, Index output, const PlotStyle& style) {
    return stepCurve(results, run, style, [&](Index step) {
        return predictedAt(*results.series, *results.runs[run].network, output, step);
    });
}

Curve residualCurve(const Results& results, std::size_t run, Index output, const PlotStyle& style) {
    return stepCurve(results, run, style, [&](Index step) {
        return targetAt(*results.series, output, step) -
               predictedAt(*results.series, *results.runs[run].network, output, step);
    });
}

Curve autocorrelationCurve(const Results& results, std::size_t run, Index output, const PlotStyle& style) {
    const Vector residuals = residualsToJudge(*results.series, *results.runs[run].network, output);
    const Vector found = autocorrelation(residuals, std::min<Index>(mostLags, residuals.size() / 2));
    Curve curve = emptyCurve(results, run, style);
    for (Index k = 0; k < found.size(); ++k) curve.points.emplace_back(static_cast<double>(k + 1), found[k]);
    return curve;
}

std::vector<Curve> noPatternCurves(Index residuals, double lags, const PlotStyle& style) {
    constexpr double deviations = 1.96;  // 95 % of a normal distribution [Bartlett 1946]
    const double within = deviations / std::sqrt(static_cast<double>(residuals));
    std::vector<Curve> curves;
    for (const double level : {within, -within})
        curves.push_back({level > 0 ? SeriesCurves::tr("no pattern, 95 %") : QString(),
                          style.theme.muted,
                          Qt::DashLine,
                          {},
                          1,
                          true,
                          {{0, level}, {lags, level}}});
    return curves;
}

Curve forecastCurve(const Results& results, std::size_t run, Index output, const PlotStyle& style) {
    const SolverStyle look = runStyle(results, run, style);
    Curve curve{{},
                look.color,
                Qt::DotLine,
                look.marker,
                1.4,
                true,
                forecastOf(*results.series, *results.runs[run].network, output)};
    curve.marking = Marking::every;
    return curve;
}

std::vector<LegendEntry> forecastSigns(const Results& results, std::size_t run, const PlotStyle& style) {
    const SolverStyle look = runStyle(results, run, style);
    return {
        {SeriesCurves::tr("forecast"), look.color, Qt::DotLine, look.marker},
        signEntry(SeriesCurves::tr("9 in 10 within"), uprightSign(QPen(look.color, style.lineWidth), true))};
}

QColor testGround(const Theme& theme) {
    QColor ground = theme.accent;
    ground.setAlpha(theme.dark ? 36 : 24);
    return ground;
}

std::vector<LegendEntry> partSigns(const ElmanSeries& series, const PlotStyle& style) {
    const Theme& theme = style.theme;
    if (series.test_steps() == 0) return {};
    return {signEntry(SeriesCurves::tr("test steps"),
                      areaSign(testGround(theme), QPen(theme.muted, std::max(0.5, style.thinnestLine))))};
}

void paintForecastInterval(QPainter& painter, const PlotFrame& frame, const PlotStyle& style,
                           const Results& results, std::size_t run, Index output) {
    const auto& judgement = results.runs[run].network->judgement;
    if (!judgement) return;
    const double width = judgement->forecast.half_width[output];
    constexpr double cap = 3;
    painter.setPen(QPen(runStyle(results, run, style).color, style.lineWidth));
    for (const QPointF& ahead : forecastCurve(results, run, output, style).points) {
        const QPointF low = frame.map(ahead.x(), ahead.y() - width),
                      high = frame.map(ahead.x(), ahead.y() + width);
        painter.drawLine(low, high);
        for (const QPointF& end : {low, high}) painter.drawLine(end - QPointF(cap, 0), end + QPointF(cap, 0));
    }
}

}  // namespace basin::ui
