// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/history_plot.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QCoreApplication>
#include <QSignalBlocker>

#include "core/experiment/solver_labels.h"
#include "core/io/formats/csv.h"
#include "ui/chart/axis_over.h"
#include "ui/chart/number_format.h"
#include "ui/plots/choice_row.h"
#include "ui/plots/end_mark.h"
#include "ui/plots/run_look.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

// A zoom draws up to so many records of a long run one by one.
constexpr std::size_t mostInView = 4096;

QString translated(const char* text) {
    return QCoreApplication::translate("basin::ui::HistoryPlot", text);
}

/// The record nearest to a place on the axis.
template <typename Place>
const IterationRecord* recordNear(const SolverRun& run, double x, HistoryPlot::Against against,
                                  const Place& place) {
    auto nearest = std::ranges::lower_bound(run.history, x, {}, place);
    const bool some = nearest != run.history.begin();
    if (some && (nearest == run.history.end() || x - place(*std::prev(nearest)) < place(*nearest) - x)) {
        --nearest;
    }
    const bool beyond = nearest == run.history.end() ||
                        (against == HistoryPlot::Against::iteration && std::abs(place(*nearest) - x) > 0.5);
    return beyond ? nullptr : &*nearest;
}

PlotAxis valueAxis(const std::vector<double>& values, const HistoryQuantity& quantity) {
    const bool logarithmic = quantity.scale == HistoryScale::logarithmic;
    PlotAxis axis = axisOver(logarithmic ? AxisTransform::logarithmicFor(values) : AxisTransform(), values);
    axis.label = translated(quantity.axis);
    return axis;
}

}  // namespace

HistoryPlot::HistoryPlot(QWidget* parent) : PlotView(parent) {
    controls_ = makeControls();
    // Other records of a long run come into view.
    connect(this, &PlotView::zoomChanged, this, &HistoryPlot::markStale);
}

QWidget* HistoryPlot::makeControls() {
    QWidget* row = makeChoiceRow(this);
    quantityBox_ = addChoice(row, tr("Quantity"), tr("What is drawn"));
    againstBox_ = addChoice(row, tr("Horizontal axis"), tr("Against iterations or time"));
    againstBox_->addItems({tr("Iteration"), tr("Time")});
    connect(quantityBox_, &QComboBox::currentIndexChanged, this, [this](int index) {
        showQuantity(static_cast<std::size_t>(index));
        quantityChosen();
    });
    connect(againstBox_, &QComboBox::currentIndexChanged, this,
            [this](int index) { setAgainst(index == 0 ? Against::iteration : Against::time); });
    return row;
}

void HistoryPlot::setQuantities(std::span<const HistoryQuantity> quantities, std::size_t shown) {
    const bool same = quantities.data() == offered_.data();
    offered_ = quantities;
    if (!same) {
        forgetSamples();
        const QSignalBlocker quiet(quantityBox_);
        quantityBox_->clear();
        for (const HistoryQuantity& each : offered_) {
            quantityBox_->addItem(translated(each.name));
            quantityBox_->setItemData(quantityBox_->count() - 1, translated(each.meaning), Qt::ToolTipRole);
        }
    }
    showQuantity(shown);
}

void HistoryPlot::showQuantity(std::size_t place) {
    {
        const QSignalBlocker quiet(quantityBox_);
        quantityBox_->setCurrentIndex(static_cast<int>(place));
    }
    if (place == shown_) return;
    shown_ = place;
    forgetSamples();
    markStale();
}

void HistoryPlot::setAgainst(Against against) {
    if (against == against_) return;
    against_ = against;
    forgetSamples();
    againstBox_->setCurrentIndex(against == Against::iteration ? 0 : 1);
    markStale();
}

void HistoryPlot::setModel(RunModel* model) {
    PlotView::setModel(model);
    forgetSamples();
    if (model == nullptr) return;
    for (const auto signal : {&RunModel::cleared, &RunModel::problemChanged})
        connect(model, signal, this, &HistoryPlot::forgetSamples);
    for (const auto signal : {&RunModel::cleared, &RunModel::historyChanged, &RunModel::certificateChanged,
                              &RunModel::problemChanged, &RunModel::playheadChanged, &RunModel::finished})
        connect(model, signal, this, &HistoryPlot::markStale);
}

double HistoryPlot::placeOf(const IterationRecord& record) const {
    return against_ == Against::iteration ? static_cast<double>(record.iteration) : record.seconds;
}

QString HistoryPlot::nameOf(std::size_t run, const HistoryPart& part) const {
    const QString label = runLabel(model()->results(), run);
    return quantity().parts.size() == 1 ? label : QStringLiteral("%1, %2").arg(label, translated(part.name));
}

QPointF HistoryPlot::pointOf(const IterationRecord& record, const HistoryPart& part) const {
    return {placeOf(record), part.read(record, model()->results().minimiser)};
}

/// The records that a zoom into a long run shows, whole; nothing where they are too many or all are shown.
std::vector<QPointF> HistoryPlot::pointsInView(const SolverRun& run, const HistoryPart& part,
                                               std::size_t count) const {
    if (!isZoomed() || count <= mostInView) return {};
    const auto place = [this](const IterationRecord& record) { return placeOf(record); };
    const std::span<const IterationRecord> records(run.history.data(), count);
    auto first = std::ranges::lower_bound(records, viewRange().left, {}, place);
    auto last = std::ranges::upper_bound(records, viewRange().right, {}, place);
    if (first != records.begin()) --first;
    if (last != records.end()) ++last;
    std::vector<QPointF> points;
    if (static_cast<std::size_t>(last - first) > mostInView) return points;
    std::transform(first, last, std::back_inserter(points),
                   [&](const IterationRecord& record) { return pointOf(record, part); });
    return points;
}

/// What is drawn of one part of a run, and the values that the axis has to cover.
std::vector<QPointF> HistoryPlot::pointsOf(std::size_t run, std::size_t part, std::vector<double>& values) {
    const SolverRun& shown = model()->results().runs[run];
    const HistoryPart& read = quantity().parts[part];
    SampledCurve& samples = samples_[run][part];
    if (samples.size() > shown.history.size()) samples = SampledCurve();
    while (samples.size() < shown.history.size())
        samples.append(pointOf(shown.history[samples.size()], read));
    for (const QPointF& p : samples.points()) values.push_back(p.y());
    const std::size_t count = records_up_to(shown, model()->playhead());
    if (count == 0) return {};
    std::vector<QPointF> points = pointsInView(shown, read, count);
    if (!points.empty()) return points;
    points = samples.points(count);
    const QPointF newest = pointOf(shown.history[count - 1], read);
    if (points.empty() || points.back().x() < newest.x()) points.push_back(newest);
    return points;
}

void HistoryPlot::addSolverCurves(std::vector<Curve>& curves, std::vector<double>& values) {
    static constexpr std::array dashes{Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine};
    const Results& results = model()->results();
    const auto parts = quantity().parts;
    samples_.resize(results.runs.size());
    for (std::size_t i = 0; i < results.runs.size(); ++i) {
        const SolverRun& run = results.runs[i];
        samples_[i].resize(parts.size());
        const SolverStyle style = runStyle(results, i);
        if (run.history.empty()) continue;
        for (std::size_t k = 0; k < parts.size(); ++k) {
            // Parts of one solver share its colour; the dash tells them apart.
            const Qt::PenStyle dash = parts.size() == 1 ? style.dash : dashes[k % dashes.size()];
            Curve curve{nameOf(i, parts[k]), style.color, dash, style.marker, 1, true, {}};
            const auto before = static_cast<std::ptrdiff_t>(values.size());
            curve.points = pointsOf(i, k, values);
            const bool known = parts.size() == 1 || std::any_of(values.begin() + before, values.end(),
                                                                [](double v) { return std::isfinite(v); });
            if (known) curves.push_back(std::move(curve));
        }
    }
}

void HistoryPlot::addLevel(std::vector<Curve>& curves, std::vector<double>& values) const {
    if (std::isnan(quantity().level)) return;
    Curve level{translated(quantity().levelName), plotStyle().theme.muted, Qt::DashLine, {}, 1, true, {}};
    level.points = {{0, quantity().level}, {horizontalAxis().high, quantity().level}};
    values.push_back(quantity().level);
    curves.push_back(std::move(level));
}

bool HistoryPlot::hasHistory() const {
    return model() != nullptr && std::ranges::any_of(model()->results().runs, [](const SolverRun& run) {
               return !run.history.empty();
           });
}

QString HistoryPlot::absence() const {
    return model()->isRunning() ? waiting() : tr("This run has no such quantity.");
}

QString HistoryPlot::waiting() {
    return tr("Waiting for the first steps.");
}

void HistoryPlot::rebuild() {
    prepare();
    subtitle_ = translated(quantity().meaning);
    if (!hasHistory()) {
        setEmptyMessage(invitation());
        return;
    }
    std::vector<Curve> curves;
    std::vector<double> values;
    addSolverCurves(curves, values);
    if (std::ranges::none_of(values, [](double v) { return std::isfinite(v); })) {
        setEmptyMessage(absence());
        return;
    }
    setEmptyMessage({});
    addMore(curves, values);
    addLevel(curves, values);
    setAxes(horizontalAxis(), valueAxis(values, quantity()));
    setCurves(std::move(curves));
}

PlotAxis HistoryPlot::horizontalAxis() const {
    PlotAxis axis;
    axis.margin = 0.02;
    axis.integers = against_ == Against::iteration;
    axis.label = axis.integers ? tr("iteration") : tr("seconds");
    axis.high = axis.integers ? static_cast<double>(std::max<Index>(model()->lastIteration(), 1)) : 0;
    if (!axis.integers)
        for (const SolverRun& run : model()->results().runs)
            if (!run.history.empty()) axis.high = std::max(axis.high, run.history.back().seconds);
    return axis;
}

// At the last point of each of its curves.
void HistoryPlot::paintEnds(QPainter& painter, const PlotFrame& frame) const {
    const Results& results = model()->results();
    for (std::size_t i = 0; i < results.runs.size(); ++i) {
        const SolverRun& run = results.runs[i];
        const auto mark = endMarkOf(run);
        if (!mark || run.history.empty() || run.history.back().iteration > model()->playhead()) continue;
        const SolverStyle style = runStyle(results, i);
        const QString label = runLabel(results, i);
        for (const Curve& curve : curves()) {
            const bool isOfRun = curve.name == label || curve.name.startsWith(label + QLatin1String(", "));
            const auto last = std::find_if(curve.points.rbegin(), curve.points.rend(),
                                           [](const QPointF& point) { return std::isfinite(point.y()); });
            if (isOfRun && last != curve.points.rend())
                drawEndMark(painter, frame, frame.map(last->x(), last->y()), *mark, style.color, plotStyle());
        }
    }
}

void HistoryPlot::paintAbove(QPainter& painter, const PlotFrame& frame) {
    if (model() != nullptr) paintEnds(painter, frame);
    if (model() == nullptr || against_ != Against::iteration) return;
    if (model()->playhead() >= model()->lastIteration()) return;
    const double x = frame.toPixel({static_cast<double>(model()->playhead()), 0}).x();
    if (x < frame.area.left() || x > frame.area.right()) return;
    painter.setPen(QPen(plotStyle().theme.accent, 1));
    painter.drawLine(QPointF(x, frame.area.top()), QPointF(x, frame.area.bottom()));
}

QStringList HistoryPlot::readoutAt(QPointF data) const {
    QStringList lines;
    if (model() == nullptr) return lines;
    const Results& results = model()->results();
    lines << (against_ == Against::iteration ? tr("iteration %1").arg(std::lround(data.x()))
                                             : tr("%1 s").arg(formatNumber(data.x())));
    const auto place = [this](const IterationRecord& record) { return placeOf(record); };
    for (std::size_t i = 0; i < results.runs.size(); ++i) {
        const IterationRecord* record = recordNear(results.runs[i], data.x(), against_, place);
        if (record == nullptr || record->iteration > model()->playhead()) continue;
        for (const HistoryPart& part : quantity().parts) {
            const double value = part.read(*record, results.minimiser);
            if (quantity().parts.size() > 1 && std::isnan(value)) continue;
            lines << QStringLiteral("%1  %2").arg(nameOf(i, part), formatNumber(value));
        }
        lines << moreAt(i, *record);
    }
    return lines;
}

QString HistoryPlot::summary() const {
    if (!emptyMessage().isEmpty() || model() == nullptr) return emptyMessage();
    const Results& results = model()->results();
    QStringList said;
    for (std::size_t i = 0; i < results.runs.size(); ++i) {
        const SolverRun& run = results.runs[i];
        if (run.history.empty()) continue;
        for (const HistoryPart& part : quantity().parts)
            said << tr("%1: %2 after %3 iterations")
                        .arg(nameOf(i, part), formatNumber(part.read(run.history.back(), results.minimiser)))
                        .arg(run.history.back().iteration);
    }
    return QStringLiteral("%1. %2.").arg(subtitle_, said.join(QStringLiteral("; ")));
}

QByteArray HistoryPlot::csv() const {
    std::vector<std::string> header{"solver", "iteration", "seconds"};
    for (const HistoryPart& part : quantity().parts) header.emplace_back(part.key);
    CsvWriter table(header);
    if (model() == nullptr) return QByteArray::fromStdString(table.text());
    const Results& results = model()->results();
    const std::vector<std::string> labels = run_labels(results);
    for (std::size_t i = 0; i < labels.size(); ++i)
        for (const IterationRecord& record : results.runs[i].history) {
            if (record.iteration > model()->playhead()) continue;
            table.cell(labels[i]).cell(record.iteration).cell(record.seconds);
            for (const HistoryPart& part : quantity().parts) table.cell(part.read(record, results.minimiser));
            table.end_line();
        }
    return QByteArray::fromStdString(table.text());
}

}  // namespace basin::ui
