// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/sweep_words.h"

#include <algorithm>

#include <QCoreApplication>
#include <QRegularExpression>

#include "core/experiment/solver_labels.h"
#include "core/numeric/rate_interval.h"
#include "ui/chart/number_format.h"

namespace basin::ui {

namespace {

struct SweepWords {
    Q_DECLARE_TR_FUNCTIONS(SweepWords)
};

QString wholePercent(double share) {
    return formatFixed(100 * share, 0);
}

}  // namespace

QString sweptKeyName(const Experiment& experiment, const std::string& key) {
    static const QRegularExpression ofSolver(QStringLiteral(R"(^solvers\[(\d+)\]\.(.+)$)"));
    QString name = QString::fromStdString(key);
    const auto found = ofSolver.match(name);
    if (found.hasMatch()) name = found.captured(2);
    if (name.startsWith(QLatin1String("problem.")) && name != QLatin1String("problem.seed"))
        name = name.section(QLatin1Char('.'), 1);
    if (name.startsWith(QLatin1String("stopping."))) name = name.section(QLatin1Char('.'), 1);
    name.replace(QLatin1Char('_'), QLatin1Char(' ')).replace(QLatin1Char('.'), QLatin1Char(' '));
    if (!found.hasMatch()) return name;
    const std::vector<std::string> labels = solver_labels(experiment.solvers);
    const auto place = found.captured(1).toULongLong();
    return place < labels.size() ? SweepWords::tr("%1 of %2").arg(name, QString::fromStdString(labels[place]))
                                 : SweepWords::tr("%1 of solver %2").arg(name).arg(place + 1);
}

QString sweptValueText(const ParameterValue& value) {
    if (const auto* word = std::get_if<std::string>(&value)) return QString::fromStdString(*word);
    if (const auto* whole = std::get_if<std::uint64_t>(&value)) return QString::number(*whole);
    return formatNumber(std::get<double>(value), 4);
}

QStringList sweptPlaceLines(const Experiment& experiment, const Sweep& sweep, const GridPlace& place) {
    QStringList lines;
    for (std::size_t k = 0; k < sweep.axes.size(); ++k)
        lines << SweepWords::tr("%1 %2").arg(sweptKeyName(experiment, sweep.axes[k].key),
                                             sweptValueText(sweep.value_at(place, k)));
    return lines;
}

QString sweptKeysText(const Experiment& experiment, const Sweep& sweep) {
    QStringList names;
    for (const SweptAxis& axis : sweep.axes) names << sweptKeyName(experiment, axis.key);
    return names.join(SweepWords::tr(", "));
}

QString sweepViewName(SweepView view) {
    switch (view) {
        case SweepView::success_rate:
            return SweepWords::tr("Success rate");
        case SweepView::steps:
            return SweepWords::tr("Steps");
        case SweepView::objective:
            return SweepWords::tr("Final objective");
        case SweepView::distance:
            return SweepWords::tr("Final distance");
        case SweepView::test_error:
            return SweepWords::tr("Test error");
        case SweepView::cause:
            return SweepWords::tr("Why they fail");
        case SweepView::seconds:
            return SweepWords::tr("Seconds");
        case SweepView::radius:
            return SweepWords::tr("Measured / promised radius");
        case SweepView::steps_promised:
            break;
    }
    return SweepWords::tr("Measured / promised steps");
}

QString sweepViewLabel(SweepView view) {
    switch (view) {
        case SweepView::success_rate:
            return SweepWords::tr("success rate");
        case SweepView::steps:
            return SweepWords::tr("steps to arrive");
        case SweepView::objective:
            return SweepWords::tr("final objective");
        case SweepView::distance:
            return SweepWords::tr("distance from the minimiser");
        case SweepView::test_error:
            return SweepWords::tr("test error");
        case SweepView::cause:
            return SweepWords::tr("share of the trials");
        case SweepView::seconds:
            return SweepWords::tr("seconds");
        case SweepView::radius:
            return SweepWords::tr("measured / promised radius");
        case SweepView::steps_promised:
            break;
    }
    return SweepWords::tr("measured / promised steps");
}

QString promisedRadiusName(PromisedRadius radius) {
    switch (radius) {
        case PromisedRadius::certified:
            return SweepWords::tr("beside the certified radius");
        case PromisedRadius::estimated:
            return SweepWords::tr("beside the estimated radius");
        case PromisedRadius::published:
            break;
    }
    return SweepWords::tr("beside the published radius");
}

QString arrivedText(const SweepOutcome& outcome) {
    const RateInterval interval = wilson_interval(outcome.arrived, outcome.trials);
    return SweepWords::tr("%1 of %2 arrived (95 % between %3 and %4)")
        .arg(outcome.arrived)
        .arg(outcome.trials)
        .arg(formatNumber(interval.low, 2), formatNumber(interval.high, 2));
}

QString spreadText(const Spread& spread) {
    return std::isnan(spread.median)
               ? formatNumber(spread.median)
               : SweepWords::tr("%1 (%2 to %3)")
                     .arg(formatNumber(spread.median), formatNumber(spread.low), formatNumber(spread.high));
}

QString arrivalRange(const QString& label, const Sweep& sweep, std::size_t solver) {
    double low = 1, high = 0;
    for (const PlacedSweepCell& placed : computed_cells(sweep)) {
        const SweepOutcome& outcome = placed.cell->solvers.at(solver);
        const double rate = static_cast<double>(outcome.arrived) / static_cast<double>(outcome.trials);
        low = std::min(low, rate);
        high = std::max(high, rate);
    }
    if (low > high) return {};
    return low == high ? SweepWords::tr("%1 arrives from %2 % of the starts").arg(label, wholePercent(low))
                       : SweepWords::tr("%1 arrives from %2 % to %3 % of the starts")
                             .arg(label, wholePercent(low), wholePercent(high));
}

QString explainSweep(const Experiment& experiment, const Sweep& sweep) {
    if (!sweep.complete || sweep.computed == 0) return {};
    const std::vector<std::string> labels = solver_labels(experiment.solvers);
    QStringList said;
    for (std::size_t i = 0; i < labels.size(); ++i)
        said << arrivalRange(QString::fromStdString(labels[i]), sweep, i);
    const QString keys = sweptKeysText(experiment, sweep);
    return SweepWords::tr("Along %1, %2.").arg(keys, said.join(SweepWords::tr("; ")));
}

}  // namespace basin::ui
