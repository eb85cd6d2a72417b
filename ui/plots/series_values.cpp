// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/series_values.h"

#include <QCoreApplication>

#include "core/experiment/solver_labels.h"
#include "core/io/formats/csv.h"
#include "core/problems/series_frame.h"
#include "ui/chart/number_format.h"

namespace basin::ui {

namespace {

struct SeriesValues {
    Q_DECLARE_TR_FUNCTIONS(SeriesValues)
};

Index rowOf(const SeriesFrame& frame, Index step) {
    return frame.steps()[static_cast<std::size_t>(step)];
}

/// Training steps before test steps.
double valueAt(const Matrix& train, const Matrix& test, Index output, Index step) {
    if (step < train.cols()) return output < train.rows() ? train(output, step) : not_applicable;
    step -= train.cols();
    return output < test.rows() && step < test.cols() ? test(output, step) : not_applicable;
}

}  // namespace

Index allSteps(const ElmanSeries& series) {
    return series.steps() + series.test_steps();
}

double timeAt(const ElmanSeries& series, Index step) {
    return series.frame ? series.frame->time_at(rowOf(*series.frame, step)) : static_cast<double>(step + 1);
}

QString timeText(const ElmanSeries& series, Index step) {
    if (!series.frame) return SeriesValues::tr("step %1").arg(step + 1);
    const QString time = QString::fromStdString(series.frame->time_text(rowOf(*series.frame, step)));
    const SeriesColumns& columns = series.frame->columns();
    if (columns.is_date) return time;
    if (columns.time.size() == 0) return SeriesValues::tr("row %1").arg(time);
    return QStringLiteral("%1 %2").arg(QString::fromStdString(columns.time_name), time);
}

double targetAt(const ElmanSeries& series, Index output, Index step) {
    if (series.frame) return series.frame->columns().targets(output, rowOf(*series.frame, step));
    return valueAt(series.Y, series.Y_test, output, step);
}

double predictedAt(const ElmanSeries& series, const NetworkOutcome& outcome, Index output, Index step) {
    const auto& [train, test] = outcome.outputs;
    const Index there = train.cols() + test.cols();
    if (!series.frame || step >= there || output >= train.rows()) return valueAt(train, test, output, step);
    const Vector said = step < train.cols() ? train.col(step) : test.col(step - train.cols());
    const SeriesFrame& frame = *series.frame;
    return frame.in_own_units(said, rowOf(frame, step), frame.columns().targets)[output];
}

QString outputName(const ElmanSeries& series, Index output) {
    if (!series.frame) return SeriesValues::tr("output %1").arg(output + 1);
    return QString::fromStdString(series.frame->columns().target_names[static_cast<std::size_t>(output)]);
}

Vector residualsToJudge(const ElmanSeries& series, const NetworkOutcome& outcome, Index output) {
    const bool tested = series.test_steps() > 0;
    const Index first = tested ? series.steps() : 0, count = tested ? series.test_steps() : series.steps();
    Vector residuals(count);
    for (Index k = 0; k < count; ++k)
        residuals[k] = targetAt(series, output, first + k) - predictedAt(series, outcome, output, first + k);
    return residuals;
}

std::vector<QPointF> forecastOf(const ElmanSeries& series, const NetworkOutcome& outcome, Index output) {
    std::vector<QPointF> points;
    if (!series.frame || !outcome.judgement) return points;
    const Matrix& values = outcome.judgement->forecast.values;
    for (Index h = 0; output < values.rows() && h < values.cols(); ++h)
        points.emplace_back(series.frame->time_at(series.frame->columns().rows() + h), values(output, h));
    return points;
}

QString forecastText(const ElmanSeries& series, const NetworkOutcome& outcome, Index output) {
    const std::vector<QPointF> points = forecastOf(series, outcome, output);
    if (points.empty()) return {};
    const SeriesForecast& ahead = outcome.judgement->forecast;
    return SeriesValues::tr("%1: %2 ± %3")
        .arg(QString::fromStdString(ahead.times.front()), formatNumber(points.front().y(), 4),
             formatNumber(ahead.half_width[output]));
}

std::string seriesTable(const Results& results) {
    const auto& series = results.series;
    const bool hasTime = series && series->frame;
    std::vector<std::string> head{"solver", "output", "step", "part", "target", "predicted"};
    if (hasTime) head.insert(head.begin() + 3, "time");
    CsvWriter table(head);
    const std::vector<std::string> labels = run_labels(results);
    const auto addRun = [&](std::size_t run, Index output) {
        for (Index t = 0; t < allSteps(*series); ++t) {
            table.cell(labels[run]).cell(output + 1).cell(t + 1);
            if (hasTime) table.cell(series->frame->time_text(rowOf(*series->frame, t)));
            table.cell(t < series->steps() ? "train" : "test")
                .cell(targetAt(*series, output, t))
                .cell(predictedAt(*series, *results.runs[run].network, output, t))
                .end_line();
        }
    };
    for (std::size_t i = 0; series && i < results.runs.size(); ++i)
        for (Index k = 0; results.runs[i].network && k < series->Y.rows(); ++k) addRun(i, k);
    return table.text();
}

}  // namespace basin::ui
