// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/arrivals_plot.h"

#include <algorithm>
#include <cmath>

#include "core/experiment/solver_labels.h"
#include "core/io/formats/csv.h"
#include "ui/chart/axis_over.h"
#include "ui/chart/number_format.h"
#include "ui/plots/cause_look.h"
#include "ui/plots/choice_row.h"
#include "ui/plots/plot_kind.h"
#include "ui/plots/run_look.h"
#include "ui/plots/seed_bands.h"
#include "ui/plots/view_words.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

constexpr double manyTimes = 30;  // from the smallest to the largest value, where an axis is logarithmic

/// The share of all that are at most that.
double shareUpTo(const std::vector<double>& sorted, double value, Index all) {
    const auto count = std::ranges::upper_bound(sorted, value) - sorted.begin();
    return all > 0 ? static_cast<double>(count) / static_cast<double>(all) : 0;
}

}  // namespace

ArrivalsPlot::ArrivalsPlot(QWidget* parent) : PlotView(parent), controls_(makeChoiceRow(this)) {
    viewBox_ = addChoice(controls_, tr("Horizontal axis"), tr("What runs need to arrive: steps or seconds"));
    viewBox_->addItems({tr("Steps"), tr("Seconds")});
    connect(viewBox_, &QComboBox::currentIndexChanged, this,
            [this](int index) { setView(static_cast<View>(index)); });
}

void ArrivalsPlot::setModel(RunModel* model) {
    PlotView::setModel(model);
    if (model == nullptr) return;
    followStage(Stage::repeats);
    for (const auto signal : {&RunModel::cleared, &RunModel::certificateChanged, &RunModel::finished})
        connect(model, signal, this, &ArrivalsPlot::markStale);
}

void ArrivalsPlot::setView(View view) {
    if (view == view_) return;
    view_ = view;
    viewBox_->setCurrentIndex(static_cast<int>(view));
    markStale();
}

QStringList ArrivalsPlot::views() const {
    return viewsOf(PlotKind::arrivals);
}

void ArrivalsPlot::setView(const QString& word) {
    if (const auto wanted = viewOf<View>(word)) setView(*wanted);
}

PlotChoices ArrivalsPlot::choices() const {
    return view_ == View::steps ? PlotChoices() : PlotChoices{viewWord(view_), {}, {}};
}

void ArrivalsPlot::setChoices(const PlotChoices& wanted) {
    setView(viewOf<View>(wanted.view).value_or(View::steps));
}

double ArrivalsPlot::needed(const RepeatEnd& end) const {
    return view_ == View::steps ? static_cast<double>(end.iterations) : end.seconds;
}

std::vector<double> ArrivalsPlot::neededBy(const RepeatedSolver& solver) const {
    std::vector<double> values;
    for (const RepeatEnd& end : solver.ends)
        if (end.done && end.arrived) values.push_back(needed(end));
    std::ranges::sort(values);
    return values;
}

/// A staircase, level up to the last value of all solvers.
Curve ArrivalsPlot::curveOf(std::size_t solver, double last) const {
    const Results& results = model()->results();
    const SolverStyle style = runStyle(results, solver, plotStyle());
    const RepeatedSolver& of = repeats_->solvers[solver];
    Curve curve{arrivedText(runLabel(results, solver, plotStyle()), of),
                style.color,
                style.dash,
                style.marker,
                1,
                true,
                {}};
    curve.isRun = true;
    curve.marking = Marking::some;
    const std::vector<double> values = neededBy(of);
    const auto all = static_cast<double>(of.done());
    double share = 0;
    for (std::size_t k = 0; k < values.size(); ++k) {
        if (k + 1 < values.size() && values[k + 1] == values[k]) continue;
        curve.points.emplace_back(values[k], 100 * share);
        share = static_cast<double>(k + 1) / all;
        curve.points.emplace_back(values[k], 100 * share);
    }
    if (!values.empty() && values.back() < last) curve.points.emplace_back(last, 100 * share);
    return curve;
}

std::optional<Curve> ArrivalsPlot::promise() const {
    const double steps = model()->results().certificate.promised_iterations;
    if (view_ != View::steps || !plotStyle().theory || !model()->hasCertificate() || !std::isfinite(steps))
        return {};
    Curve line{tr("promised, T = %1").arg(formatNumber(steps)),
               plotStyle().theme.muted,
               Qt::DashLine,
               {},
               1,
               false,
               {}};
    line.points = {{steps, 0}, {steps, 100}};
    return line;
}

QString ArrivalsPlot::emptyReason() const {
    if (model() == nullptr || !model()->results().experiment.repeats)
        return tr("Turn on Seeds, under More on the left, to run every solver from many seeds.");
    if (!repeats_ || repeats_->finished == 0)
        return model()->isRunning() ? tr("Waiting for the first runs.")
                                    : tr("No run of the repeats was finished.");
    const QString shares = causeShares(repeats_->causes());
    return shares.isEmpty() ? tr("None of these runs arrived.")
                            : tr("None of these runs arrived: %1.").arg(shares);
}

void ArrivalsPlot::rebuild() {
    repeats_ = model() != nullptr ? model()->results().repeats : nullptr;
    subtitle_ = view_ == View::steps ? tr("share of runs that have arrived after so many steps")
                                     : tr("share of runs that have arrived after so many seconds");
    std::vector<double> values;
    if (repeats_)
        for (const RepeatedSolver& solver : repeats_->solvers)
            for (const double value : neededBy(solver)) values.push_back(value);
    if (values.empty()) {
        setEmptyMessage(emptyReason());
        return;
    }
    setEmptyMessage({});
    subtitle_ += tr(" · %1 of %2 seeds").arg(repeats_->finished).arg(repeats_->count);
    const double last = *std::ranges::max_element(values);
    std::vector<Curve> curves;
    for (const std::size_t solver : shownRuns(model()->results(), plotStyle()))
        if (solver < repeats_->solvers.size()) curves.push_back(curveOf(solver, last));
    if (auto line = promise()) {
        values.push_back(line->points.front().x());
        curves.push_back(*std::move(line));
    }
    const auto [low, high] = std::ranges::minmax(values);
    const bool wide = low > 0 && high > manyTimes * low;
    PlotAxis across = axisOver(wide ? AxisTransform::logarithmicFor(values) : AxisTransform(), values);
    across.label = view_ == View::steps ? tr("steps to arrive") : tr("seconds to arrive");
    across.integers = view_ == View::steps && !wide;
    PlotAxis up;
    up.low = 0;
    up.high = 100;
    up.label = tr("arrived, %");
    setAxes(std::move(across), std::move(up));
    setCurves(std::move(curves));
}

QStringList ArrivalsPlot::readoutAt(QPointF data) const {
    if (!repeats_) return {};
    QStringList lines{view_ == View::steps ? tr("after %1 steps").arg(formatNumber(std::floor(data.x())))
                                           : tr("after %1 s").arg(formatNumber(data.x()))};
    const Results& results = model()->results();
    for (const std::size_t solver : shownRuns(results, plotStyle())) {
        if (solver >= repeats_->solvers.size()) continue;
        const RepeatedSolver& of = repeats_->solvers[solver];
        lines << tr("%1  %2 %")
                     .arg(runLabel(results, solver, plotStyle()),
                          formatNumber(100 * shareUpTo(neededBy(of), data.x(), of.done())));
        if (const QString failed = failedText(of); !failed.isEmpty()) lines << failed;
    }
    return lines;
}

QString ArrivalsPlot::summary() const {
    if (!emptyMessage().isEmpty() || !repeats_) return emptyMessage();
    QStringList said;
    for (std::size_t solver = 0; solver < repeats_->solvers.size(); ++solver)
        said << arrivedText(runLabel(model()->results(), solver, plotStyle()), repeats_->solvers[solver]);
    if (const QString shares = causeShares(repeats_->causes()); !shares.isEmpty())
        said << tr("the others: %1").arg(shares);
    return QStringLiteral("%1. %2.").arg(subtitle_, said.join(QStringLiteral("; ")));
}

QByteArray ArrivalsPlot::csv() const {
    CsvWriter table({"solver", view_ == View::steps ? "steps" : "seconds", "share"});
    if (!repeats_) return QByteArray::fromStdString(table.text());
    const std::vector<std::string> labels = run_labels(model()->results());
    for (const std::size_t solver : shownRuns(model()->results(), plotStyle())) {
        if (solver >= repeats_->solvers.size()) continue;
        const RepeatedSolver& of = repeats_->solvers[solver];
        const std::vector<double> values = neededBy(of);
        for (std::size_t k = 0; k < values.size(); ++k)
            table.cell(labels[solver])
                .cell(values[k])
                .cell(shareUpTo(values, values[k], of.done()))
                .end_line();
    }
    return QByteArray::fromStdString(table.text());
}

}  // namespace basin::ui
