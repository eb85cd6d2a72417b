// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/convergence_plot.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <QCoreApplication>
#include <QHBoxLayout>

#include "core/io/csv.h"
#include "ui/plots/number_format.h"
#include "ui/plots/run_look.h"
#include "ui/plots/theory_bounds.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

using Quantity = ConvergencePlot::Quantity;

struct QuantityInfo {
    Quantity quantity;
    const char* key;      // as in files
    const char* name;     // QT_TRANSLATE_NOOP
    const char* meaning;  // of the card's muted line
    const char* axis;
};

constexpr std::array quantityTable{
    QuantityInfo{Quantity::loss_gap, "loss_gap", QT_TRANSLATE_NOOP("basin::ui::ConvergencePlot", "Loss gap"),
                 QT_TRANSLATE_NOOP("basin::ui::ConvergencePlot", "loss above the minimum, L(x) − L(x*)"),
                 QT_TRANSLATE_NOOP("basin::ui::ConvergencePlot", "L(x) − L(x*)")},
    QuantityInfo{Quantity::gradient_norm, "gradient_norm",
                 QT_TRANSLATE_NOOP("basin::ui::ConvergencePlot", "Gradient norm"),
                 QT_TRANSLATE_NOOP("basin::ui::ConvergencePlot", "Euclidean norm of the gradient"),
                 QT_TRANSLATE_NOOP("basin::ui::ConvergencePlot", "|∇L(x)|")},
    QuantityInfo{Quantity::distance, "distance", QT_TRANSLATE_NOOP("basin::ui::ConvergencePlot", "Distance"),
                 QT_TRANSLATE_NOOP("basin::ui::ConvergencePlot", "Euclidean distance to the minimiser"),
                 QT_TRANSLATE_NOOP("basin::ui::ConvergencePlot", "|x − x*|")},
    QuantityInfo{Quantity::contraction, "contraction",
                 QT_TRANSLATE_NOOP("basin::ui::ConvergencePlot", "Contraction"),
                 QT_TRANSLATE_NOOP("basin::ui::ConvergencePlot", "what a step leaves of the distance"),
                 QT_TRANSLATE_NOOP("basin::ui::ConvergencePlot", "contraction")},
    QuantityInfo{
        Quantity::energy_contraction, "energy_contraction",
        QT_TRANSLATE_NOOP("basin::ui::ConvergencePlot", "Contraction (energy)"),
        QT_TRANSLATE_NOOP("basin::ui::ConvergencePlot", "what a step leaves of the error in the energy norm"),
        QT_TRANSLATE_NOOP("basin::ui::ConvergencePlot", "energy contraction")},
    QuantityInfo{Quantity::step, "step_norm", QT_TRANSLATE_NOOP("basin::ui::ConvergencePlot", "Step"),
                 QT_TRANSLATE_NOOP("basin::ui::ConvergencePlot", "Euclidean length of the step"),
                 QT_TRANSLATE_NOOP("basin::ui::ConvergencePlot", "step")},
};

const QuantityInfo& infoOf(Quantity quantity) {
    return *std::find_if(quantityTable.begin(), quantityTable.end(),
                         [&](const QuantityInfo& info) { return info.quantity == quantity; });
}

QString translated(const char* text) {
    return QCoreApplication::translate("basin::ui::ConvergencePlot", text);
}

double valueOf(Quantity quantity, const IterationRecord& record, const Minimiser& minimiser) {
    switch (quantity) {
        case Quantity::loss_gap:
            return record.objective - minimiser.objective;
        case Quantity::gradient_norm:
            return record.gradient_norm;
        case Quantity::distance:
            return record.distance;
        case Quantity::contraction:
            return record.contraction;
        case Quantity::energy_contraction:
            return record.energy_contraction;
        case Quantity::step:
            break;
    }
    return record.step_norm;
}

/// The record nearest to an x of the axis.
const IterationRecord* recordNear(const SolverRun& run, double x, ConvergencePlot::Against against) {
    const auto key = [&](const IterationRecord& r) {
        return against == ConvergencePlot::Against::iteration ? static_cast<double>(r.iteration) : r.seconds;
    };
    const auto nearest =
        std::min_element(run.history.begin(), run.history.end(), [&](const auto& one, const auto& other) {
            return std::abs(key(one) - x) < std::abs(key(other) - x);
        });
    const bool beyond = nearest == run.history.end() ||
                        (against == ConvergencePlot::Against::iteration && std::abs(key(*nearest) - x) > 0.5);
    return beyond ? nullptr : &*nearest;
}

double smallestPositive(const std::vector<double>& values) {
    double smallest = std::numeric_limits<double>::infinity();
    for (const double v : values)
        if (v > 0) smallest = std::min(smallest, v);
    return smallest;
}

PlotAxis logAxis(const std::vector<double>& values, const QString& label) {
    PlotAxis axis;
    axis.transform = AxisTransform::logarithmicFor(values);
    axis.label = label;
    axis.low = axis.transform.showsFloor() ? std::log10(axis.transform.constant())
                                           : std::numeric_limits<double>::infinity();
    axis.high = -std::numeric_limits<double>::infinity();
    for (const double v : values) {
        const double t = axis.transform.toAxis(v);
        if (std::isnan(t)) continue;
        axis.low = std::min(axis.low, t);
        axis.high = std::max(axis.high, t);
    }
    return axis;
}

}  // namespace

ConvergencePlot::ConvergencePlot(QWidget* parent) : PlotView(parent) {
    controls_ = makeControls();
}

QWidget* ConvergencePlot::makeControls() {
    auto* box = new QWidget(this);
    box->hide();  // until a card takes it
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spaceUnit / 2);
    quantityBox_ = new QComboBox(box);
    quantityBox_->setAccessibleName(tr("Quantity"));
    quantityBox_->setToolTip(tr("What is drawn"));
    for (const QuantityInfo& info : quantityTable) quantityBox_->addItem(translated(info.name));
    quantityBox_->setCurrentIndex(static_cast<int>(quantity_));
    againstBox_ = new QComboBox(box);
    againstBox_->setAccessibleName(tr("Horizontal axis"));
    againstBox_->setToolTip(tr("Against iterations or time"));
    againstBox_->addItems({tr("Iteration"), tr("Time")});
    row->addWidget(quantityBox_);
    row->addWidget(againstBox_);
    connect(quantityBox_, &QComboBox::currentIndexChanged, this,
            [this](int index) { setQuantity(quantityTable[static_cast<std::size_t>(index)].quantity); });
    connect(againstBox_, &QComboBox::currentIndexChanged, this,
            [this](int index) { setAgainst(index == 0 ? Against::iteration : Against::time); });
    return box;
}

QString ConvergencePlot::title() const {
    return tr("Convergence");
}

void ConvergencePlot::setModel(RunModel* model) {
    PlotView::setModel(model);
    if (model == nullptr) return;
    for (const auto signal : {&RunModel::historyChanged, &RunModel::certificateChanged,
                              &RunModel::problemChanged, &RunModel::playheadChanged, &RunModel::finished})
        connect(model, signal, this, &ConvergencePlot::markStale);
}

void ConvergencePlot::setQuantity(Quantity quantity) {
    if (quantity == quantity_) return;
    quantity_ = quantity;
    quantityBox_->setCurrentIndex(static_cast<int>(quantity));
    resetZoom();
    markStale();
}

void ConvergencePlot::setAgainst(Against against) {
    if (against == against_) return;
    against_ = against;
    againstBox_->setCurrentIndex(against == Against::iteration ? 0 : 1);
    resetZoom();
    markStale();
}

void ConvergencePlot::addSolverCurves(std::vector<Curve>& curves, std::vector<double>& values) const {
    const Results& results = model()->results();
    for (std::size_t i = 0; i < results.runs.size(); ++i) {
        const SolverRun& run = results.runs[i];
        const SolverStyle style = runStyle(results, i);
        Curve curve{runLabel(results, i), style.color, style.dash, style.marker, 1, true, {}};
        for (const IterationRecord& record : run.history) {
            const double value = valueOf(quantity_, record, results.minimiser);
            values.push_back(value);
            if (record.iteration > model()->playhead()) continue;
            const double x =
                against_ == Against::iteration ? static_cast<double>(record.iteration) : record.seconds;
            curve.points.emplace_back(x, value);
        }
        if (!run.history.empty()) curves.push_back(std::move(curve));
    }
}

void ConvergencePlot::addPromise(std::vector<Curve>& curves, double smallest) const {
    if (quantity_ != Quantity::distance || against_ != Against::iteration) return;
    Curve promise{tr("r₀ 0.4ᵏ, promised"), plotStyle().theme.muted, Qt::DashLine, {}, 1, true, {}};
    promise.points = promisedDistances(model()->results(), std::max<Index>(model()->lastIteration(), 1));
    // It ends with the data; on the floor of the axis it would say "zero".
    std::erase_if(promise.points, [&](const QPointF& p) { return p.y() < smallest; });
    if (!promise.points.empty()) curves.push_back(std::move(promise));
}

void ConvergencePlot::addBound(std::vector<Curve>& curves, std::vector<double>& values,
                               ContractionNorm norm) {
    const Results& results = model()->results();
    const auto theory = runOfTheory(results);
    if (!theory || !model()->hasCertificate()) return;
    const SolverRun& run = results.runs[*theory];
    const std::vector<double> bounds = contractionBounds(results, *theory, norm);
    const bool energy = norm == ContractionNorm::energy;
    const BoundCheck check = checkBound(results, *theory, norm, model()->playhead());
    const QString name = energy ? tr("energy-norm bound") : tr("published bound");
    Curve curve{check.exceeded > 0 ? tr("%1, exceeded").arg(name) : name,
                plotStyle().theme.muted,
                energy ? Qt::DotLine : Qt::DashLine,
                {},
                1,
                true,
                {}};
    for (std::size_t k = 1; k < bounds.size(); ++k) {
        const IterationRecord& record = run.history[k];
        const double x =
            against_ == Against::iteration ? static_cast<double>(record.iteration) : record.seconds;
        // As a distance: what the bound leaves of the one before.
        const double bound =
            quantity_ == Quantity::distance ? bounds[k] * run.history[k - 1].distance : bounds[k];
        curve.points.emplace_back(x, bound > 0 ? bound : not_applicable);
        if (bound > 0) values.push_back(bound);
    }
    const bool drawn = std::ranges::any_of(curve.points, [](const QPointF& p) { return !std::isnan(p.y()); });
    if (drawn) curves.push_back(std::move(curve));
    const bool sameNorm = energy == (quantity_ == Quantity::energy_contraction);
    if (sameNorm && check.exceeded > 0)
        subtitle_ += tr(" · %1 exceeded in %2 of %3 steps").arg(name).arg(check.exceeded).arg(check.steps);
}

void ConvergencePlot::rebuild() {
    const QuantityInfo& info = infoOf(quantity_);
    subtitle_ = translated(info.meaning);
    const bool some =
        model() != nullptr && std::any_of(model()->results().runs.begin(), model()->results().runs.end(),
                                          [](const SolverRun& run) { return !run.history.empty(); });
    if (!some) {
        setEmptyMessage(tr("Press Run to see how fast each solver gets there."));
        return;
    }
    std::vector<Curve> curves;
    std::vector<double> values;
    addSolverCurves(curves, values);
    const bool known = std::any_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); });
    if (!known) {
        const bool doubtful = model()->problem() && !model()->problem()->minimiser.verified;
        setEmptyMessage(doubtful ? tr("The minimiser could not be verified, so this is not known. Choose the "
                                      "gradient norm or the step instead.")
                        : model()->isRunning() ? tr("Waiting for the first steps.")
                                               : tr("This run has no such quantity."));
        return;
    }
    setEmptyMessage({});
    const bool contraction = quantity_ == Quantity::contraction || quantity_ == Quantity::energy_contraction;
    if (contraction || quantity_ == Quantity::distance) addBound(curves, values, ContractionNorm::euclidean);
    if (contraction) addBound(curves, values, ContractionNorm::energy);
    addPromise(curves, smallestPositive(values));
    const PlotAxis vertical = logAxis(values, translated(info.axis));
    setAxes(horizontalAxis(), vertical);
    setCurves(std::move(curves));
}

PlotAxis ConvergencePlot::horizontalAxis() const {
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

void ConvergencePlot::paintAbove(QPainter& painter, const PlotFrame& frame) {
    if (model() == nullptr || against_ != Against::iteration) return;
    if (model()->playhead() >= model()->lastIteration()) return;
    const double x = frame.toPixel({static_cast<double>(model()->playhead()), 0}).x();
    if (x < frame.area.left() || x > frame.area.right()) return;
    painter.setPen(QPen(plotStyle().theme.accent, 1));
    painter.drawLine(QPointF(x, frame.area.top()), QPointF(x, frame.area.bottom()));
}

QStringList ConvergencePlot::readoutAt(QPointF data) const {
    QStringList lines;
    if (model() == nullptr) return lines;
    const Results& results = model()->results();
    const bool byIteration = against_ == Against::iteration;
    lines << (byIteration ? tr("iteration %1").arg(std::lround(data.x()))
                          : tr("%1 s").arg(formatNumber(data.x())));
    for (std::size_t i = 0; i < results.runs.size(); ++i) {
        const IterationRecord* record = recordNear(results.runs[i], data.x(), against_);
        if (record == nullptr || record->iteration > model()->playhead()) continue;
        lines << QStringLiteral("%1  %2").arg(runLabel(results, i),
                                              formatNumber(valueOf(quantity_, *record, results.minimiser)));
        lines << boundsAt(i, *record);
    }
    return lines;
}

QStringList ConvergencePlot::boundsAt(std::size_t run, const IterationRecord& record) const {
    const Results& results = model()->results();
    const bool energy = quantity_ == Quantity::energy_contraction;
    if (runOfTheory(results) != run || !(energy || quantity_ == Quantity::contraction)) return {};
    const auto norm = energy ? ContractionNorm::energy : ContractionNorm::euclidean;
    const double bound = contractionBounds(results, run, norm)[static_cast<std::size_t>(record.iteration)];
    if (std::isnan(bound)) return {};
    const bool exceeded = valueOf(quantity_, record, results.minimiser) > bound;
    return {exceeded ? tr("bound  %1, exceeded").arg(formatNumber(bound))
                     : tr("bound  %1").arg(formatNumber(bound))};
}

QString ConvergencePlot::summary() const {
    if (!emptyMessage().isEmpty() || model() == nullptr) return emptyMessage();
    const Results& results = model()->results();
    QStringList parts;
    for (std::size_t i = 0; i < results.runs.size(); ++i) {
        const SolverRun& run = results.runs[i];
        if (run.history.empty()) continue;
        parts << tr("%1: %2 after %3 iterations")
                     .arg(runLabel(results, i),
                          formatNumber(valueOf(quantity_, run.history.back(), results.minimiser)))
                     .arg(run.history.back().iteration);
    }
    return QStringLiteral("%1. %2.").arg(subtitle_, parts.join(QStringLiteral("; ")));
}

QByteArray ConvergencePlot::csv() const {
    CsvWriter table({"solver", "iteration", "seconds", infoOf(quantity_).key});
    if (model() == nullptr) return QByteArray::fromStdString(table.text());
    const Results& results = model()->results();
    for (const SolverRun& run : results.runs)
        for (const IterationRecord& record : run.history) {
            if (record.iteration > model()->playhead()) continue;
            table.cell(run.spec.name).cell(record.iteration).cell(record.seconds);
            table.cell(valueOf(quantity_, record, results.minimiser)).end_line();
        }
    return QByteArray::fromStdString(table.text());
}

}  // namespace basin::ui
