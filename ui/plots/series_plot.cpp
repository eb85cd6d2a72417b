// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/series_plot.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <QFontMetricsF>
#include <QSignalBlocker>

#include "core/io/formats/csv.h"
#include "core/io/results_io.h"
#include "core/problems/series_frame.h"
#include "ui/chart/chart_layout.h"
#include "ui/chart/number_format.h"
#include "ui/families/family_view.h"
#include "ui/plots/choice_row.h"
#include "ui/plots/run_look.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

// A prediction that leaves the targets' range by more than this many times its width does not stretch the
// axis: the others would be flat lines.
constexpr double farAway = 2;

/// Value of one output at a time step from 0, training steps before test steps.
double valueAt(const Matrix& train, const Matrix& test, Index output, Index step) {
    if (step < train.cols()) return output < train.rows() ? train(output, step) : not_applicable;
    step -= train.cols();
    return output < test.rows() && step < test.cols() ? test(output, step) : not_applicable;
}

Index rowOf(const SeriesFrame& frame, Index step) {
    return frame.steps()[static_cast<std::size_t>(step)];
}

// Of data of one's own in their units, likewise below.
double targetAt(const ElmanSeries& series, Index output, Index step) {
    if (series.frame) return series.frame->columns().targets(output, rowOf(*series.frame, step));
    return valueAt(series.Y, series.Y_test, output, step);
}

double predictedAt(const ElmanSeries& series, const NetworkOutcome& outcome, Index output, Index step) {
    const auto& [train, test] = outcome.outputs;
    const bool isTraining = step < train.cols();
    const Index there = train.cols() + test.cols();
    if (!series.frame || step >= there || output >= train.rows()) return valueAt(train, test, output, step);
    const Vector said = isTraining ? train.col(step) : test.col(step - train.cols());
    const SeriesFrame& frame = *series.frame;
    return frame.in_own_units(said, rowOf(frame, step), frame.columns().targets)[output];
}

Index allSteps(const ElmanSeries& series) {
    return series.steps() + series.test_steps();
}

struct Range {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    void take(double value) {
        if (!std::isfinite(value)) return;
        low = std::min(low, value);
        high = std::max(high, value);
    }
};

/// Fills a box when its items changed.
void fill(QComboBox* box, const QStringList& names, int current) {
    const QSignalBlocker quiet(box);
    QStringList present;
    for (int k = 0; k < box->count(); ++k) present << box->itemText(k);
    if (present != names) {
        box->clear();
        box->addItems(names);
    }
    box->setCurrentIndex(current);
}

}  // namespace

SeriesPlot::SeriesPlot(QWidget* parent) : PlotView(parent) {
    makeControls();
}

void SeriesPlot::makeControls() {
    controls_ = makeChoiceRow(this);
    outputBox_ = addChoice(controls_, tr("Output"), tr("Which of the network's outputs is shown"));
    solverBox_ = addChoice(controls_, tr("Solver"), tr("Whose predictions are shown"));
    connect(outputBox_, &QComboBox::activated, this, &SeriesPlot::setOutput);
    connect(solverBox_, &QComboBox::activated, this, [this](int index) { selectSolver(index - 1); });
}

void SeriesPlot::setModel(RunModel* model) {
    PlotView::setModel(model);
    if (model == nullptr) return;
    for (const auto signal : {&RunModel::problemChanged, &RunModel::outcomesChanged, &RunModel::finished})
        connect(model, signal, this, &SeriesPlot::markStale);
}

QStringList SeriesPlot::allViews() {
    return {QStringLiteral("output-1"), QStringLiteral("output-N")};
}

QStringList SeriesPlot::views() const {
    const auto& series = model() != nullptr ? model()->results().series : series_;
    QStringList words;
    for (Index k = 0; series && k < series->Y.rows(); ++k) words << QStringLiteral("output-%1").arg(k + 1);
    return words;
}

void SeriesPlot::setView(const QString& word) {
    const auto place = views().indexOf(word);
    if (place >= 0) setOutput(static_cast<int>(place));
}

void SeriesPlot::setOutput(int output) {
    if (output == output_) return;
    output_ = output;
    resetZoom();
    markStale();
}

void SeriesPlot::selectSolver(int run) {
    if (run == solver_) return;
    solver_ = run;
    resetZoom();
    markStale();
}

bool SeriesPlot::isShown(std::size_t run) const {
    return model()->results().runs[run].network && (solver_ < 0 || static_cast<std::size_t>(solver_) == run);
}

void SeriesPlot::fillBoxes() {
    const Results& results = model()->results();
    QStringList outputs, solvers{tr("All solvers")};
    for (Index k = 0; k < series_->Y.rows(); ++k) outputs << tr("Output %1").arg(k + 1);
    for (std::size_t i = 0; i < results.runs.size(); ++i) solvers << runLabel(results, i);
    output_ = std::clamp(output_, 0, std::max(0, static_cast<int>(outputs.size()) - 1));
    if (solver_ + 1 >= solvers.size()) solver_ = allSolvers;
    fill(outputBox_, outputs, output_);
    fill(solverBox_, solvers, solver_ + 1);
}

void SeriesPlot::explainAbsence() {
    subtitle_ = tr("predicted against target");
    const bool offered = model() == nullptr || familyShown(model()).offers(PlotKind::series);
    const bool running = model() != nullptr && model()->isRunning();
    setEmptyMessage(!offered  ? tr("Only recurrent networks have a series to predict.")
                    : running ? tr("The series is being made.")
                              : tr("Press Run to see what the network has learned."));
}

Curve SeriesPlot::targetCurve() const {
    Curve curve{tr("target"), plotStyle().theme.text, Qt::SolidLine, {}, 1.4, true, {}};
    for (Index t = 0; t < allSteps(*series_); ++t)
        curve.points.emplace_back(static_cast<double>(t + 1), targetAt(*series_, output_, t));
    return curve;
}

Curve SeriesPlot::predictedCurve(std::size_t run, const NetworkOutcome& outcome) const {
    const SolverStyle style = runStyle(model()->results(), run);
    Curve curve{runLabel(model()->results(), run), style.color, style.dash, style.marker, 1, true, {}};
    for (Index t = 0; t < allSteps(*series_); ++t) {
        const double value = predictedAt(*series_, outcome, output_, t);
        curve.points.emplace_back(static_cast<double>(t + 1), std::isfinite(value) ? value : not_applicable);
    }
    return curve;
}

PlotAxis SeriesPlot::valueAxis(const std::vector<Curve>& curves) {
    Range targets;
    for (const QPointF& point : curves.front().points) targets.take(point.y());
    const double width = std::max(targets.high - targets.low, 1e-12);
    Range shown = targets;
    int leaving = 0;
    for (std::size_t k = 1; k < curves.size(); ++k) {
        Range predicted;
        for (const QPointF& point : curves[k].points) predicted.take(point.y());
        const bool far =
            predicted.low < targets.low - farAway * width || predicted.high > targets.high + farAway * width;
        leaving += far ? 1 : 0;
        shown.take(std::max(predicted.low, targets.low - farAway * width));
        shown.take(std::min(predicted.high, targets.high + farAway * width));
    }
    if (leaving > 0) subtitle_ += tr(" · predictions beyond the picture: %1").arg(leaving);
    PlotAxis axis;
    axis.label = tr("output %1").arg(output_ + 1);
    axis.low = shown.low;
    // Room for the names of the two parts.
    axis.high = shown.high + (series_->test_steps() > 0 ? 0.12 * (shown.high - shown.low) : 0);
    return axis;
}

void SeriesPlot::rebuild() {
    series_ = model() != nullptr ? model()->results().series : nullptr;
    if (!series_ || series_->Y.size() == 0) {
        explainAbsence();
        return;
    }
    fillBoxes();
    setEmptyMessage({});
    subtitle_ = tr("predicted at the end of each run");
    const Results& results = model()->results();
    std::vector<Curve> curves{targetCurve()};
    for (std::size_t i = 0; i < results.runs.size(); ++i)
        if (isShown(i)) curves.push_back(predictedCurve(i, *results.runs[i].network));
    if (curves.size() == 1 && model()->isRunning())
        subtitle_ = tr("the target; predictions come at the end of each run");
    subtitle_ +=
        series_->test_steps() > 0
            ? tr(" · %1 steps to train on, %2 to test").arg(series_->steps()).arg(series_->test_steps())
            : tr(" · %1 steps, all to train on").arg(series_->steps());
    PlotAxis time;
    time.label = tr("time step");
    time.integers = true;
    time.low = 1;
    time.high = static_cast<double>(std::max<Index>(allSteps(*series_), 2));
    time.margin = 0.02;
    const PlotAxis values = valueAxis(curves);
    setAxes(time, values);
    setCurves(std::move(curves));
}

// The test steps on a ground of their own, both parts named.
void SeriesPlot::paintBelow(QPainter& painter, const PlotFrame& frame) {
    if (!series_ || series_->test_steps() == 0) return;
    const Theme& theme = plotStyle().theme;
    const double border = frame.map(static_cast<double>(series_->steps()) + 0.5, 0).x();
    const QRectF test = QRectF(QPointF(border, frame.area.top()), frame.area.bottomRight()) & frame.area;
    if (!test.isEmpty()) {
        QColor ground = theme.accent;
        ground.setAlpha(theme.dark ? 36 : 24);
        painter.fillRect(test, ground);
    }
    if (border <= frame.area.left() || border >= frame.area.right()) return;
    painter.setPen(QPen(theme.muted, 1, Qt::DashLine));
    painter.drawLine(QPointF(border, frame.area.top()), QPointF(border, frame.area.bottom()));
    painter.setFont(chartFont(plotStyle()));
    painter.setPen(theme.muted);
    const QFontMetricsF metrics(painter.font());
    const auto label = [&](double left, double right, const QString& text, Qt::Alignment side) {
        constexpr double padding = 4;
        if (metrics.horizontalAdvance(text) + 2 * padding > right - left) return;
        painter.drawText(
            QRectF(left + padding, frame.area.top() + 2, right - left - 2 * padding, metrics.height()),
            side | Qt::AlignTop, text);
    };
    label(frame.area.left(), border, tr("training"), Qt::AlignRight);
    label(border, frame.area.right(), tr("test"), Qt::AlignLeft);
}

QStringList SeriesPlot::readoutAt(QPointF data) const {
    if (!series_ || model() == nullptr) return {};
    const auto step = static_cast<Index>(std::lround(data.x()));
    if (step < 1 || step > allSteps(*series_)) return {};
    const bool training = step <= series_->steps();
    QStringList lines{training ? tr("step %1, training").arg(step) : tr("step %1, test").arg(step),
                      tr("target  %1").arg(formatNumber(targetAt(*series_, output_, step - 1)))};
    const Results& results = model()->results();
    for (std::size_t i = 0; i < results.runs.size(); ++i)
        if (isShown(i))
            lines << QStringLiteral("%1  %2").arg(
                runLabel(results, i),
                formatNumber(predictedAt(*series_, *results.runs[i].network, output_, step - 1)));
    return lines;
}

QString SeriesPlot::summary() const {
    if (!series_ || !emptyMessage().isEmpty() || model() == nullptr) return emptyMessage();
    const Results& results = model()->results();
    QStringList errors;
    for (std::size_t i = 0; i < results.runs.size(); ++i)
        if (isShown(i))
            errors << tr("%1: training error %2, test error %3")
                          .arg(runLabel(results, i), formatNumber(results.runs[i].network->train_error),
                               formatNumber(results.runs[i].network->test_error));
    return tr("Output %1 of %2, %3. %4.")
        .arg(output_ + 1)
        .arg(series_->Y.rows())
        .arg(subtitle_, errors.join(QStringLiteral("; ")));
}

// All outputs, whatever is shown.
QByteArray SeriesPlot::csv() const {
    CsvWriter table({"solver", "output", "step", "part", "target", "predicted"});
    if (!series_ || model() == nullptr) return QByteArray::fromStdString(table.text());
    const auto& runs = model()->results().runs;
    const std::vector<std::string> labels = run_labels(runs);
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (!runs[i].network) continue;
        for (Index k = 0; k < series_->Y.rows(); ++k)
            for (Index t = 0; t < allSteps(*series_); ++t)
                table.cell(labels[i])
                    .cell(k + 1)
                    .cell(t + 1)
                    .cell(t < series_->steps() ? "train" : "test")
                    .cell(targetAt(*series_, k, t))
                    .cell(predictedAt(*series_, *runs[i].network, k, t))
                    .end_line();
    }
    return QByteArray::fromStdString(table.text());
}

}  // namespace basin::ui
