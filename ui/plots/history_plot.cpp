// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/history_plot.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QSignalBlocker>

#include "core/experiment/solver_labels.h"
#include "core/io/formats/csv.h"
#include "ui/chart/axis_over.h"
#include "ui/chart/number_format.h"
#include "ui/plots/choice_row.h"
#include "ui/plots/run_look.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

// A zoom draws up to so many records of a long run one by one.
constexpr std::size_t mostInView = 4096;
// Of the parts of one quantity.
constexpr std::array partDashes{Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine};

QString translated(const char* text) {
    return QCoreApplication::translate("basin::ui::HistoryPlot", text);
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
    seedsBox_ = addChoice(row, tr("Seeds"), tr("What is drawn of the runs from many seeds"));
    seedsBox_->addItems({tr("Band"), tr("Every run"), tr("This run")});
    seedsBox_->hide();
    connect(seedsBox_, &QComboBox::currentIndexChanged, this,
            [this](int index) { setSeeds(all_seeds_shown.at(static_cast<std::size_t>(index))); });
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
    pinnedSamples_.clear();
    againstBox_->setCurrentIndex(against == Against::iteration ? 0 : 1);
    markStale();
}

PlotChoices HistoryPlot::choicesWith(const QString& view) const {
    PlotChoices chosen{view, {}, {}};
    if (against_ != Against::iteration) chosen.against = against_;
    if (seeds_ != SeedsShown::band) chosen.seeds = seeds_;
    return chosen;
}

void HistoryPlot::setChoices(const PlotChoices& wanted) {
    setAgainst(wanted.against.value_or(Against::iteration));
    setSeeds(wanted.seeds.value_or(SeedsShown::band));
    setView(wanted.view);
}

void HistoryPlot::setModel(RunModel* model) {
    PlotView::setModel(model);
    forgetSamples();
    if (model == nullptr) return;
    followStage(Stage::repeats);
    for (const auto signal : {&RunModel::cleared, &RunModel::problemChanged})
        connect(model, signal, this, &HistoryPlot::forgetSamples);
    connect(model, &RunModel::pinnedChanged, this, &HistoryPlot::forgetUnpinned);
    for (const auto signal : {&RunModel::cleared, &RunModel::historyChanged, &RunModel::certificateChanged,
                              &RunModel::problemChanged, &RunModel::playheadChanged, &RunModel::finished})
        connect(model, signal, this, &HistoryPlot::markStale);
}

double HistoryPlot::placeOf(const IterationRecord& record) const {
    return against_ == Against::iteration ? static_cast<double>(record.iteration) : record.seconds;
}

QString HistoryPlot::nameOf(std::size_t run, const HistoryPart& part) const {
    const QString label = runLabel(model()->results(), run, plotStyle());
    return quantity().parts.size() == 1 ? label : QStringLiteral("%1, %2").arg(label, partName(part));
}

QPointF HistoryPlot::pointOf(const IterationRecord& record, const HistoryPart& part) const {
    return {placeOf(record), part.read(record, model()->results().minimiser)};
}

/// The records that a zoom into a long run shows, whole; nothing where they are too many or all are shown.
std::vector<QPointF> HistoryPlot::pointsInView(const SolverRun& run, const HistoryPart& part,
                                               std::size_t count) const {
    if (!isPartShown() || count <= mostInView) return {};
    const auto place = [this](const IterationRecord& record) { return placeOf(record); };
    const std::span<const IterationRecord> records(run.history.data(), count);
    const ViewRange shown = shownRange();
    auto first = std::ranges::lower_bound(records, shown.left, {}, place);
    auto last = std::ranges::upper_bound(records, shown.right, {}, place);
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

/// The mark at the last point of a curve, once the playhead is there.
void HistoryPlot::addEnd(const SolverRun& run, const Curve& curve) {
    if (!plotStyle().annotations) return;
    const auto mark = endMarkOf(run);
    if (!mark || run.history.back().iteration > model()->playhead()) return;
    const auto last = std::find_if(curve.points.rbegin(), curve.points.rend(),
                                   [](const QPointF& point) { return std::isfinite(point.y()); });
    if (last != curve.points.rend()) ends_.push_back({*mark, *last, curve.color});
}

void HistoryPlot::addSolverCurves(std::vector<Curve>& curves, std::vector<double>& values) {
    const Results& results = model()->results();
    const auto parts = quantity().parts;
    ends_.clear();
    bands_.clear();
    samples_.resize(results.runs.size());
    for (const std::size_t i : shownRuns(results, plotStyle())) {
        const SolverRun& run = results.runs[i];
        samples_[i].resize(parts.size());
        const SolverStyle style = runStyle(results, i, plotStyle());
        if (run.history.empty()) continue;
        for (std::size_t k = 0; k < parts.size(); ++k) {
            // Parts of one solver share its colour; the dash tells them apart.
            const Qt::PenStyle dash = parts.size() == 1 ? style.dash : partDashes[k % partDashes.size()];
            Curve curve{nameOf(i, parts[k]), style.color, dash, style.marker, 1, true, {}};
            const auto before = static_cast<std::ptrdiff_t>(values.size());
            curve.isRun = true;
            curve.inLegend = parts.size() == 1;
            curve.points = pointsOf(i, k, values);
            if (shownBand(i) == nullptr) addEnd(run, curve);
            addSeeds(i, curve, values);
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
    addPinned(curves, values);
    if (std::ranges::none_of(values, [](double v) { return std::isfinite(v); })) {
        setEmptyMessage(absence());
        return;
    }
    setEmptyMessage({});
    showSeedsBox();
    addToSubtitle(seedsNote());
    if (plotStyle().theory) {
        addMore(curves, values);
        addLevel(curves, values);
    }
    setAxes(horizontalAxis(), valueAxis(values, quantity()));
    std::vector<LegendEntry> more = signs(curves);
    setCurves(std::move(curves), std::move(more));
}

/// Several parts of each run are told apart by their dash, whichever run's they are.
std::vector<LegendEntry> HistoryPlot::signs(const std::vector<Curve>& curves) const {
    std::vector<LegendEntry> entries;
    const Results& results = model()->results();
    for (const std::size_t i : shownRuns(results, plotStyle())) {
        if (quantity().parts.size() == 1) break;
        const SolverStyle style = runStyle(results, i, plotStyle());
        const QString label = runLabel(results, i, plotStyle());
        const bool isDrawn = std::ranges::any_of(curves, [&](const Curve& curve) {
            return curve.isRun && curve.name.startsWith(label + QLatin1String(", "));
        });
        if (!isDrawn) continue;
        entries.push_back({label, style.color, Qt::SolidLine, style.marker});
        entries.back().isRun = true;
    }
    for (std::size_t k = 0; k < quantity().parts.size() && quantity().parts.size() > 1; ++k)
        entries.push_back({translated(quantity().parts[k].name), plotStyle().theme.text,
                           partDashes[k % partDashes.size()]});
    for (LegendEntry& entry : endMarkEntries(
             ends_, [this](QPointF at) { return isShown(at); }, plotStyle()))
        entries.push_back(std::move(entry));
    return entries;
}

PlotAxis HistoryPlot::horizontalAxis() const {
    PlotAxis axis;
    axis.margin = 0.02;
    axis.integers = against_ == Against::iteration;
    axis.label = axis.integers ? tr("iteration") : tr("seconds");
    axis.high = axis.integers ? static_cast<double>(std::max<Index>(model()->lastIteration(), 1)) : 0;
    for (std::size_t run = 0; run < model()->results().runs.size(); ++run)
        if (const RepeatBand* band = shownBand(run))
            axis.high = std::max(axis.high, static_cast<double>(band->iterations.back()));
    if (!axis.integers)
        for (const SolverRun& run : model()->results().runs)
            if (!run.history.empty()) axis.high = std::max(axis.high, run.history.back().seconds);
    axis.high = std::max(axis.high, pinnedEnd());
    return axis;
}

const IterationRecord* HistoryPlot::recordNear(const SolverRun& run, double x) const {
    const auto place = [this](const IterationRecord& record) { return placeOf(record); };
    auto nearest = std::ranges::lower_bound(run.history, x, {}, place);
    const bool some = nearest != run.history.begin();
    if (some && (nearest == run.history.end() || x - place(*std::prev(nearest)) < place(*nearest) - x)) {
        --nearest;
    }
    const bool beyond = nearest == run.history.end() ||
                        (against_ == Against::iteration && std::abs(place(*nearest) - x) > 0.5);
    return beyond ? nullptr : &*nearest;
}

/// The iteration that is looked at, named.
void HistoryPlot::paintPlayhead(QPainter& painter, const PlotFrame& frame) const {
    const double x = frame.toPixel({static_cast<double>(model()->playhead()), 0}).x();
    const QRectF& area = frame.area;
    if (x < area.left() || x > area.right()) return;
    const Theme& theme = plotStyle().theme;
    painter.setPen(QPen(theme.accent, 1));
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    constexpr double padding = 4;
    const QString text = tr("iteration %1").arg(model()->playhead());
    const QFontMetricsF metrics(painter.font());
    QRectF tag(x, area.top(), metrics.horizontalAdvance(text) + 2 * padding, metrics.height());
    if (tag.right() > area.right()) tag.moveRight(x);
    QColor ground = theme.card;
    ground.setAlpha(210);
    painter.fillRect(tag, ground);
    painter.drawText(tag, Qt::AlignCenter, text);
}

void HistoryPlot::paintAbove(QPainter& painter, const PlotFrame& frame) {
    if (model() == nullptr) return;
    drawEndMarks(painter, frame, ends_, plotStyle());
    const bool isOnItsWay = model()->playhead() < model()->lastIteration();
    if (against_ == Against::iteration && isOnItsWay && plotStyle().annotations)
        paintPlayhead(painter, frame);
}

QStringList HistoryPlot::readoutAt(QPointF data) const {
    QStringList lines;
    if (model() == nullptr) return lines;
    const Results& results = model()->results();
    lines << (against_ == Against::iteration ? tr("iteration %1").arg(std::lround(data.x()))
                                             : tr("%1 s").arg(formatNumber(data.x())));
    for (std::size_t i = 0; i < results.runs.size(); ++i) {
        if (const RepeatBand* band = seeds_ == SeedsShown::band ? shownBand(i) : nullptr) {
            lines << bandReadout(runLabel(results, i, plotStyle()), *band, std::llround(data.x()));
            continue;
        }
        const IterationRecord* record = recordNear(results.runs[i], data.x());
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
    for (const std::size_t i : shownRuns(results, plotStyle()))
        for (const IterationRecord& record : results.runs[i].history) {
            if (record.iteration > model()->playhead()) continue;
            table.cell(labels[i]).cell(record.iteration).cell(record.seconds);
            for (const HistoryPart& part : quantity().parts) table.cell(part.read(record, results.minimiser));
            table.end_line();
        }
    return QByteArray::fromStdString(table.text());
}

}  // namespace basin::ui
