// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/series_plot.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <QFontMetricsF>

#include "core/problems/series_frame.h"
#include "core/problems/series_judgement.h"
#include "ui/chart/chart_layout.h"
#include "ui/chart/counted.h"
#include "ui/chart/number_format.h"
#include "ui/families/family_view.h"
#include "ui/plots/choice_row.h"
#include "ui/plots/run_look.h"
#include "ui/plots/series_curves.h"
#include "ui/plots/series_values.h"
#include "ui/plots/view_words.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

// A prediction that leaves the targets' range by more than this many times its width does not stretch the
// axis: the others would be flat lines.
constexpr double farAway = 2;

struct Range {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    void take(double value) {
        if (!std::isfinite(value)) return;
        low = std::min(low, value);
        high = std::max(high, value);
    }
};

}  // namespace

SeriesPlot::SeriesPlot(QWidget* parent) : PlotView(parent) {
    makeControls();
}

void SeriesPlot::makeControls() {
    controls_ = makeChoiceRow(this);
    viewBox_ =
        addChoice(controls_, tr("View"),
                  tr("Which of the network's outputs is shown: the series with what is predicted, what is "
                     "left between the two, or whether that goes on from one step to the next"));
    viewBox_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    viewBox_->setMinimumContentsLength(8);  // cards are narrow
    solverBox_ = addChoice(controls_, tr("Solver"), tr("Whose predictions are shown"));
    connect(viewBox_, &QComboBox::activated, this, [this](int index) { setView(views().value(index)); });
    connect(solverBox_, &QComboBox::activated, this, [this](int index) { selectSolver(index - 1); });
}

void SeriesPlot::setModel(RunModel* model) {
    PlotView::setModel(model);
    if (model == nullptr) return;
    for (const auto signal : {&RunModel::problemChanged, &RunModel::outcomesChanged, &RunModel::finished})
        connect(model, signal, this, &SeriesPlot::markStale);
}

QStringList SeriesPlot::views() const {
    const auto& series = model() != nullptr ? model()->results().series : series_;
    QStringList words;
    for (const QString& word : viewWords<View>())
        for (Index k = 0; series && k < series->Y.rows(); ++k)
            words << QStringLiteral("%1-%2").arg(word).arg(k + 1);
    return words;
}

void SeriesPlot::setView(const QString& word) {
    if (views().contains(word)) showWord(word);
}

void SeriesPlot::showWord(const QString& word) {
    setView(viewOf<View>(word.section(QLatin1Char('-'), 0, 0)).value_or(View::output));
    setOutput(std::max(word.section(QLatin1Char('-'), 1).toInt(), 1) - 1);
}

PlotChoices SeriesPlot::choices() const {
    PlotChoices chosen;
    if (view_ != View::output || output_ != 0)
        chosen.view = QStringLiteral("%1-%2").arg(viewWord(view_)).arg(output_ + 1);
    if (solver_ != allSolvers) chosen.run = static_cast<std::size_t>(solver_);
    return chosen;
}

// The series may not be there yet.
void SeriesPlot::setChoices(const PlotChoices& wanted) {
    showWord(wanted.view);
    selectSolver(wanted.run ? static_cast<int>(*wanted.run) : allSolvers);
}

void SeriesPlot::setView(View view) {
    if (view == view_) return;
    view_ = view;
    markStale();
}

void SeriesPlot::setOutput(int output) {
    if (output == output_) return;
    output_ = output;
    markStale();
}

void SeriesPlot::selectSolver(int run) {
    if (run == solver_) return;
    solver_ = run;
    markStale();
}

std::vector<std::size_t> SeriesPlot::shownRuns() const {
    std::vector<std::size_t> runs;
    for (const std::size_t run : ui::shownRuns(model()->results(), plotStyle()))
        if (isShown(run)) runs.push_back(run);
    return runs;
}

bool SeriesPlot::isShown(std::size_t run) const {
    return model()->results().runs[run].network && (solver_ < 0 || static_cast<std::size_t>(solver_) == run);
}

void SeriesPlot::fillBoxes() {
    const Results& results = model()->results();
    QStringList shown, solvers{tr("All solvers")};
    const auto outputs = static_cast<int>(series_->Y.rows());
    for (const QString& pattern : {QStringLiteral("%1"), tr("Residuals: %1"), tr("Autocorrelation: %1")})
        for (Index k = 0; k < outputs; ++k)
            shown << pattern.arg(series_->frame ? outputName(*series_, k) : tr("Output %1").arg(k + 1));
    for (std::size_t i = 0; i < results.runs.size(); ++i) solvers << runLabel(results, i);
    output_ = std::clamp(output_, 0, std::max(0, outputs - 1));
    if (solver_ + 1 >= solvers.size()) solver_ = allSolvers;
    fillChoice(viewBox_, shown, static_cast<int>(view_) * outputs + output_);
    fillChoice(solverBox_, solvers, solver_ + 1);
}

void SeriesPlot::explainAbsence() {
    subtitle_ = tr("predicted against target");
    const bool offered = model() == nullptr || familyShown(model()).offers(PlotKind::series);
    const bool running = model() != nullptr && model()->isRunning();
    setEmptyMessage(!offered  ? tr("Only recurrent networks have a series to predict.")
                    : running ? tr("The series is being made.")
                              : tr("Press Run to see what the network has learned."));
}

// The interval of one of them, the best: those of all would hide each other.
void SeriesPlot::addForecasts(std::vector<Curve>& curves, PlotAxis& time, PlotAxis& values) {
    interval_.reset();
    double least = std::numeric_limits<double>::infinity();
    for (const std::size_t run : shownRuns()) {
        const Curve ahead = forecastCurve(model()->results(), run, output_, plotStyle());
        if (ahead.points.empty()) continue;
        time.high = std::max(time.high, ahead.points.back().x());
        curves.push_back(ahead);
        const double error = mean_of(model()->results().runs[run].network->judgement->test_error);
        if (interval_ && !(error < least)) continue;
        least = error;
        interval_ = run;
    }
    if (!interval_) return;
    const SeriesForecast& ahead = model()->results().runs[*interval_].network->judgement->forecast;
    const double width = ahead.half_width[output_];
    values.low = std::min(values.low, ahead.values.row(output_).minCoeff() - width);
    values.high = std::max(values.high, ahead.values.row(output_).maxCoeff() + width);
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
    axis.label = outputName(*series_, output_);
    axis.low = shown.low;
    // Room for the names of the two parts.
    axis.high = shown.high + (series_->test_steps() > 0 ? 0.12 * (shown.high - shown.low) : 0);
    return axis;
}

PlotAxis SeriesPlot::timeAxis() const {
    const SeriesColumns* columns = series_->frame ? &series_->frame->columns() : nullptr;
    const bool isCounted = !columns || columns->time.size() == 0;
    PlotAxis time;
    time.dates = columns && columns->is_date;
    time.integers = isCounted;
    time.label = !columns    ? tr("time step")
                 : isCounted ? tr("row")
                             : QString::fromStdString(columns->time_name);
    time.low = timeAt(*series_, 0);
    time.high = timeAt(*series_, allSteps(*series_) - 1);
    if (isCounted) time.high = std::max(time.high, time.low + 1);
    time.margin = 0.02;
    return time;
}

void SeriesPlot::tellParts() {
    const Index tested = series_->test_steps();
    subtitle_ += tested > 0 ? tr(" · %1 steps to train on, %2 to test").arg(series_->steps()).arg(tested)
                            : tr(" · %1 steps, all to train on").arg(series_->steps());
}

void SeriesPlot::rebuild() {
    series_ = model() != nullptr ? model()->results().series : nullptr;
    interval_.reset();
    if (!series_ || series_->Y.size() == 0) {
        explainAbsence();
        return;
    }
    fillBoxes();
    setEmptyMessage({});
    if (view_ != View::output && shownRuns().empty()) {
        subtitle_ = tr("what is left between target and prediction");
        setEmptyMessage(model()->isRunning() ? tr("Residuals come at the end of each run.")
                                             : tr("No run has come to a network."));
        return;
    }
    switch (view_) {
        case View::output:
            return rebuildOutput();
        case View::residuals:
            return rebuildResiduals();
        case View::autocorrelation:
            return rebuildAutocorrelation();
    }
}

void SeriesPlot::rebuildOutput() {
    subtitle_ = tr("predicted at the end of each run");
    const Results& results = model()->results();
    std::vector<Curve> curves{targetCurve(results, output_, plotStyle())};
    for (const std::size_t run : shownRuns())
        curves.push_back(predictedCurve(results, run, output_, plotStyle()));
    if (curves.size() == 1 && model()->isRunning())
        subtitle_ = tr("the target; predictions come at the end of each run");
    tellParts();
    PlotAxis time = timeAxis(), values = valueAxis(curves);
    addForecasts(curves, time, values);
    if (interval_)
        subtitle_ += tr(" · forecast %1 (9 in 10)")
                         .arg(forecastText(*series_, *model()->results().runs[*interval_].network, output_));
    setAxes(time, values);
    std::vector<LegendEntry> signs = partSigns(*series_, plotStyle());
    if (interval_)
        for (LegendEntry& sign : forecastSigns(results, *interval_, plotStyle()))
            signs.push_back(std::move(sign));
    setCurves(std::move(curves), std::move(signs));
}

void SeriesPlot::rebuildResiduals() {
    subtitle_ = tr("target less prediction");
    tellParts();
    std::vector<Curve> curves{{tr("no error"), plotStyle().theme.muted, Qt::DashLine, {}, 1, true, {}}};
    const PlotAxis time = timeAxis();
    curves.front().points = {{time.low, 0}, {time.high, 0}};
    Range range;
    range.take(0);
    for (const std::size_t run : shownRuns()) {
        curves.push_back(residualCurve(model()->results(), run, output_, plotStyle()));
        for (const QPointF& point : curves.back().points) range.take(point.y());
    }
    PlotAxis values;
    values.label = tr("residual of %1").arg(outputName(*series_, output_));
    values.low = range.low;
    values.high = range.high + 0.12 * (range.high - range.low);
    setAxes(time, values);
    setCurves(std::move(curves), partSigns(*series_, plotStyle()));
}

// Beside the band that residuals without a pattern stay in, 19 times out of 20.
void SeriesPlot::rebuildAutocorrelation() {
    subtitle_ = series_->test_steps() > 0 ? tr("residuals of the test steps with those so many steps before")
                                          : tr("residuals with those so many steps before");
    std::vector<Curve> curves;
    PlotAxis lags, values;
    lags.label = tr("steps before");
    lags.integers = true;
    for (const std::size_t run : shownRuns()) {
        curves.push_back(autocorrelationCurve(model()->results(), run, output_, plotStyle()));
        lags.high = std::max(lags.high, static_cast<double>(curves.back().points.size()));
    }
    const Index judged = series_->test_steps() > 0 ? series_->test_steps() : series_->steps();
    if (plotStyle().theory)
        for (Curve& level : noPatternCurves(judged, lags.high, plotStyle()))
            curves.push_back(std::move(level));
    values.label = tr("autocorrelation");
    values.low = -1;
    values.high = 1;
    setAxes(lags, values);
    setCurves(std::move(curves));
}

// The test steps on a ground of their own, both parts named.
void SeriesPlot::paintBelow(QPainter& painter, const PlotFrame& frame) {
    if (!series_ || series_->test_steps() == 0 || view_ == View::autocorrelation) return;
    const Theme& theme = plotStyle().theme;
    const Index steps = series_->steps();
    const double between = (timeAt(*series_, steps - 1) + timeAt(*series_, steps)) / 2;
    const double border = frame.map(between, 0).x();
    const QRectF test = QRectF(QPointF(border, frame.area.top()), frame.area.bottomRight()) & frame.area;
    if (!test.isEmpty()) painter.fillRect(test, testGround(theme));
    if (border <= frame.area.left() || border >= frame.area.right()) return;
    painter.setPen(QPen(theme.muted, 1, Qt::DashLine));
    painter.drawLine(QPointF(border, frame.area.top()), QPointF(border, frame.area.bottom()));
    painter.setPen(theme.muted);
    const QFontMetricsF metrics(painter.font());
    const auto label = [&](double left, double right, const QString& text, Qt::Alignment side) {
        constexpr double padding = 4;
        if (metrics.horizontalAdvance(text) + 2 * padding > right - left) return;
        painter.drawText(
            QRectF(left + padding, frame.area.top() + 2, right - left - 2 * padding, metrics.height()),
            side | Qt::AlignTop, text);
    };
    if (!plotStyle().annotations) return;
    label(frame.area.left(), border, tr("training"), Qt::AlignRight);
    label(border, frame.area.right(), tr("test"), Qt::AlignLeft);
}

void SeriesPlot::paintAbove(QPainter& painter, const PlotFrame& frame) {
    if (!interval_ || view_ != View::output || model() == nullptr) return;
    const Results& results = model()->results();
    if (*interval_ < results.runs.size() && results.runs[*interval_].network)
        paintForecastInterval(painter, frame, plotStyle(), results, *interval_, output_);
}

std::optional<Index> SeriesPlot::stepAt(double time) const {
    std::optional<Index> nearest;
    double least = std::numeric_limits<double>::infinity();
    for (Index t = 0; t < allSteps(*series_); ++t) {
        const double distance = std::abs(timeAt(*series_, t) - time);
        if (!(distance < least)) continue;
        least = distance;
        nearest = t;
    }
    const double first = timeAt(*series_, 0), last = timeAt(*series_, allSteps(*series_) - 1);
    const double pace = (last - first) / static_cast<double>(std::max<Index>(allSteps(*series_) - 1, 1));
    return time >= first - pace && time <= last + pace ? nearest : std::nullopt;
}

QStringList SeriesPlot::outputReadout(Index step) const {
    const QString part = step < series_->steps() ? tr("training") : tr("test");
    QStringList lines{tr("%1, %2").arg(timeText(*series_, step), part)};
    const Results& results = model()->results();
    const double target = targetAt(*series_, output_, step);
    if (view_ == View::output) lines << tr("target  %1").arg(formatNumber(target));
    for (const std::size_t run : shownRuns()) {
        const double said = predictedAt(*series_, *results.runs[run].network, output_, step);
        lines << QStringLiteral("%1  %2").arg(runLabel(results, run),
                                              formatNumber(view_ == View::output ? said : target - said));
    }
    return lines;
}

QStringList SeriesPlot::readoutAt(QPointF data) const {
    if (!series_ || model() == nullptr) return {};
    if (view_ != View::autocorrelation) {
        const auto step = stepAt(data.x());
        return step ? outputReadout(*step) : QStringList();
    }
    const auto lag = std::lround(data.x());
    QStringList lines{counted(lag, tr("1 step before"), tr("%1 steps before"))};
    for (const Curve& curve : curves())
        for (const QPointF& point : curve.points)
            if (curve.marker && std::lround(point.x()) == lag)
                lines << QStringLiteral("%1  %2").arg(curve.name, formatNumber(point.y()));
    return lines.size() > 1 ? lines : QStringList();
}

QString SeriesPlot::summary() const {
    if (!series_ || !emptyMessage().isEmpty() || model() == nullptr) return emptyMessage();
    const Results& results = model()->results();
    QStringList errors;
    for (const std::size_t run : shownRuns()) {
        const NetworkOutcome& outcome = *results.runs[run].network;
        const QString label = runLabel(results, run);
        errors << (outcome.judgement
                       ? tr("%1: %2").arg(label, QString::fromStdString(skill_words(*outcome.judgement)))
                       : tr("%1: training error %2, test error %3")
                             .arg(label, formatNumber(outcome.train_error),
                                  formatNumber(outcome.test_error)));
    }
    return tr("Output %1 of %2, %3. %4.")
        .arg(output_ + 1)
        .arg(series_->Y.rows())
        .arg(subtitle_, errors.join(QStringLiteral("; ")));
}

QByteArray SeriesPlot::csv() const {
    return QByteArray::fromStdString(seriesTable(model() != nullptr ? model()->results() : Results{}));
}

}  // namespace basin::ui
