// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/penalty_plot.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <QSignalBlocker>

#include "core/experiment/solver_labels.h"
#include "core/io/formats/csv.h"
#include "core/io/network_csv.h"
#include "ui/chart/axis_over.h"
#include "ui/chart/number_format.h"
#include "ui/chart/signs.h"
#include "ui/families/family_view.h"
#include "ui/plots/choice_row.h"
#include "ui/plots/penalty_marks.h"
#include "ui/plots/run_look.h"
#include "ui/plots/view_words.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

// Thresholds more decades than this above beta and what was measured are told in words, not drawn.
constexpr double decadesShown = 6;
// Violations that much smaller than the largest are rounding: they lie on the axis' floor.
constexpr double decadesDrawn = 14;

const PenaltyWeights* betasOf(const RunModel& model) {
    return family_of(model.results().experiment).penalty_weights(model.results().experiment.problem);
}

bool isComputed(const ExactnessPoint& point) {
    return point.termination != Termination::invalid_input;
}

/// Violation against the part's own beta, from small to large.
std::vector<QPointF> violations(const ExactnessCurve& curve, const PenaltyPart& part) {
    std::vector<QPointF> points;
    for (const ExactnessPoint& point : curve.points)
        if (isComputed(point) && std::isfinite(point.*part.violation))
            points.emplace_back(point.betas.*part.beta, point.*part.violation);
    std::ranges::stable_sort(points, {}, [](const QPointF& p) { return p.x(); });
    return points;
}

/// Why there is no exactness curve.
QString curveAbsence(const RunModel* model) {
    if (model == nullptr || !model->results().experiment.exactness)
        return PenaltyPlot::tr("Tick \"Exactness curve\" on the left, then press Run.");
    if (model->isRunning()) return PenaltyPlot::tr("Computed when the solvers are done.");
    return model->results().stopped ? PenaltyPlot::tr("The run was stopped before the exactness curve.")
                                    : PenaltyPlot::tr("Press Run to see when breaking rules pays.");
}

QPen thresholdPen(const QColor& color) {
    return {color, 1.2, Qt::DashLine};
}

PlotAxis logAxis(const std::vector<double>& values, const QString& label, const QString& shortLabel) {
    PlotAxis axis = axisOver(AxisTransform::logarithmicFor(values, decadesDrawn), values);
    axis.label = label;
    axis.shortLabel = shortLabel;
    return axis;
}

}  // namespace

PenaltyPlot::PenaltyPlot(QWidget* parent) : PlotView(parent) {
    makeControls();
}

void PenaltyPlot::makeControls() {
    controls_ = makeChoiceRow(this);
    viewBox_ = addChoice(
        controls_, tr("View"),
        tr("Bounds: the penalty weights beside their thresholds. Curve: what piecewise-affine violates "
           "with other weights, the exactness curve."));
    viewBox_->addItems({tr("Bounds"), tr("Curve")});
    solverBox_ = addChoice(controls_, tr("Solver"), tr("At whose end the thresholds are taken"));
    connect(viewBox_, &QComboBox::activated, this, [this](int index) { setView(static_cast<View>(index)); });
    connect(solverBox_, &QComboBox::activated, this, [this](int index) {
        selectSolver(static_cast<std::size_t>(solverBox_->itemData(index).toInt()));
    });
}

void PenaltyPlot::setModel(RunModel* model) {
    PlotView::setModel(model);
    if (model == nullptr) return;
    followStage(Stage::exactness);
    for (const auto signal :
         {&RunModel::cleared, &RunModel::problemChanged, &RunModel::outcomesChanged, &RunModel::finished})
        connect(model, signal, this, &PenaltyPlot::markStale);
}

QStringList PenaltyPlot::views() const {
    return viewWords<View>();
}

void PenaltyPlot::setView(const QString& word) {
    if (const auto wanted = viewOf<View>(word)) setView(*wanted);
}

void PenaltyPlot::setView(View view) {
    chosen_ = true;
    showView(view);
}

void PenaltyPlot::followExperiment() {
    if (chosen_ || model() == nullptr) return;
    showView(model()->results().experiment.exactness ? View::exactness : View::thresholds);
}

void PenaltyPlot::showView(View view) {
    if (view == view_) return;
    view_ = view;
    viewBox_->setCurrentIndex(static_cast<int>(view));
    markStale();
}

void PenaltyPlot::selectSolver(std::optional<std::size_t> run) {
    if (run == solver_) return;
    solver_ = run;
    markStale();
}

PlotChoices PenaltyPlot::choices() const {
    return {chosen_ ? viewWord(view_) : QString(), {}, solver_};
}

void PenaltyPlot::setChoices(const PlotChoices& wanted) {
    selectSolver(wanted.run);
    const auto view = viewOf<View>(wanted.view);
    chosen_ = view.has_value();
    if (view)
        showView(*view);
    else
        followExperiment();
    markStale();
}

const NetworkOutcome* PenaltyPlot::outcome() const {
    if (model() == nullptr || !shown_) return nullptr;
    const auto& runs = model()->results().runs;  // may be others than at the last rebuild
    return *shown_ < runs.size() ? runs[*shown_].network.get() : nullptr;
}

void PenaltyPlot::fillSolverBox() {
    const QSignalBlocker quiet(solverBox_);
    solverBox_->clear();
    shown_.reset();
    if (model() == nullptr) return;
    const Results& results = model()->results();
    shown_ = certifiedRun(results);
    for (std::size_t i = 0; i < results.runs.size(); ++i) {
        if (!results.runs[i].network) continue;
        solverBox_->addItem(runLabel(results, i), static_cast<int>(i));
        if (solver_ == i) shown_ = i;
    }
    if (shown_) solverBox_->setCurrentIndex(solverBox_->findData(static_cast<int>(*shown_)));
    solverBox_->setVisible(view_ == View::thresholds && solverBox_->count() > 1);
}

void PenaltyPlot::showNothing(const QString& message) {
    subtitle_ = view_ == View::thresholds ? tr("penalty weights against their thresholds")
                                          : tr("violation of the network's equations against β");
    setEmptyMessage(message);
}

void PenaltyPlot::rebuild() {
    curve_ = model() != nullptr ? model()->results().exactness : nullptr;
    followExperiment();
    fillSolverBox();
    if (model() != nullptr && betasOf(*model()) == nullptr)
        showNothing(tr("Only recurrent networks have penalty weights."));
    else if (view_ == View::thresholds)
        showThresholds();
    else
        showCurve();
}

void PenaltyPlot::showThresholds() {
    const NetworkOutcome* shown = outcome();
    if (shown == nullptr) {
        const bool running = model() != nullptr && model()->isRunning();
        showNothing(running ? tr("The thresholds are computed at the end of each run.")
                            : tr("Press Run to see whether the penalty weights are large enough."));
        return;
    }
    setEmptyMessage({});
    const PenaltyWeights& betas = *betasOf(*model());
    double low = std::numeric_limits<double>::infinity(), near = -low;
    for (const PenaltyPart& part : penaltyParts())
        for (const double mark : {std::log10(betas.*part.beta), shown->a_posteriori.*part.threshold}) {
            if (!std::isfinite(mark)) continue;
            low = std::min(low, mark);
            near = std::max(near, mark);
        }
    double high = near;
    for (const ThresholdKind& kind : thresholdKinds())
        for (const PenaltyPart& part : penaltyParts()) {
            const double mark = (shown->*kind.thresholds).*part.threshold;
            if (mark <= near + decadesShown) high = std::max(high, mark);
        }
    subtitle_ = shown->a_posteriori.is_capped() ? tr("what was measured here touches β: at least that")
                : shown->a_posteriori.exceeded_by(betas) ? tr("β exceeds what was measured here")
                                                         : tr("β does not exceed what was measured here");
    subtitle_ += shown->at_point.exceeded_by(betas)   ? tr(" and the bound at this point: exact, certified")
                 : shown->a_priori.exceeded_by(betas) ? tr(" and the bound a priori: exact, certified")
                                                      : tr(" · no certificate");
    PlotAxis weight;
    weight.transform = AxisTransform::logarithmic(std::numeric_limits<double>::min());
    weight.label = tr("penalty weight β");
    weight.shortLabel = QStringLiteral("β");
    weight.low = low;
    weight.high = std::max(high, low + 0.5);
    weight.margin = 0.08;
    PlotAxis rows;
    for (const PenaltyPart& part : penaltyParts())
        rows.names.prepend(QStringLiteral("β") + QLatin1String(part.name));
    rows.low = -0.45;
    rows.high = static_cast<double>(penaltyParts().size()) - 0.35;
    rows.margin = 0;
    setAxes(weight, rows);
    setCurves({}, thresholdSigns(plotStyle().theme));
}

QString PenaltyPlot::measuredText() const {
    QStringList parts;
    for (const PenaltyPart& part : penaltyParts())
        parts << QStringLiteral("%1 %2").arg(QLatin1String(part.name),
                                             thresholdText(curve_->a_posteriori, part));
    return parts.join(QStringLiteral(", "));
}

// Those within a decade of the weights are drawn.
void PenaltyPlot::addNearThresholds(std::vector<double>& weights) const {
    if (weights.empty()) return;
    const auto [low, high] = std::ranges::minmax(weights);
    for (const PenaltyPart& part : penaltyParts()) {
        const double threshold = std::pow(10, curve_->a_posteriori.*part.threshold);
        if (threshold > low / 10 && threshold < high * 10) weights.push_back(threshold);
    }
}

void PenaltyPlot::showCurve() {
    const bool some = curve_ && std::ranges::any_of(curve_->points, isComputed);
    if (!some) {
        showNothing(curveAbsence(model()));
        return;
    }
    setEmptyMessage({});
    const auto done = std::ranges::count_if(curve_->points, isComputed);
    subtitle_ =
        tr("what piecewise-affine violates against each β · measured thresholds %1").arg(measuredText());
    if (!curve_->complete) subtitle_ += tr(" · %1 of %2 settings").arg(done).arg(curve_->points.size());
    std::vector<Curve> curves;
    std::vector<double> weights, values;
    for (const PenaltyPart& part : penaltyParts()) {
        const SolverStyle look = lookOf(part, plotStyle());
        Curve curve{tr("Σ|r| of %1").arg(QLatin1String(part.name)),
                    look.color,
                    look.dash,
                    look.marker,
                    1,
                    true,
                    violations(*curve_, part)};
        curve.marking = Marking::every;
        for (const QPointF& point : curve.points) {
            weights.push_back(point.x());
            values.push_back(point.y());
        }
        if (!curve.points.empty()) curves.push_back(std::move(curve));
    }
    addNearThresholds(weights);
    setAxes(logAxis(weights, tr("penalty weight β"), QStringLiteral("β")),
            logAxis(values, tr("violation Σ|r|"), tr("violation")));
    setCurves(std::move(curves), curveSigns(values));
}

std::vector<LegendEntry> PenaltyPlot::curveSigns(const std::vector<double>& values) const {
    const bool some = !values.empty() && std::ranges::any_of(penaltyParts(), [&](const PenaltyPart& part) {
        return isShown({std::pow(10, curve_->a_posteriori.*part.threshold), values.front()});
    });
    if (!some) return {};
    return {signEntry(tr("measured threshold"), uprightSign(thresholdPen(plotStyle().theme.muted)))};
}

void PenaltyPlot::paintAbove(QPainter& painter, const PlotFrame& frame) {
    if (model() == nullptr || !emptyMessage().isEmpty()) return;
    if (view_ == View::thresholds) {
        if (const NetworkOutcome* shown = outcome())
            paintThresholds(painter, frame, plotStyle(), *shown, *betasOf(*model()));
        return;
    }
    if (!curve_) return;  // chosen, and not yet built
    for (const PenaltyPart& part : penaltyParts()) {
        const double x = frame.toPixel({curve_->a_posteriori.*part.threshold, 0}).x();
        if (!(x >= frame.area.left() && x <= frame.area.right())) continue;
        painter.setPen(thresholdPen(lookOf(part, plotStyle()).color));
        painter.drawLine(QPointF(x, frame.area.top()), QPointF(x, frame.area.bottom()));
    }
}

QStringList PenaltyPlot::curveReadout(QPointF data) const {
    if (!curve_) return {};
    const ExactnessPoint* nearest = nullptr;
    double least = std::numeric_limits<double>::infinity();
    for (const ExactnessPoint& point : curve_->points) {
        for (const PenaltyPart& part : penaltyParts()) {
            const double away = std::abs(std::log10(point.betas.*part.beta / data.x()));
            if (!isComputed(point) || !(away < least)) continue;
            least = away;
            nearest = &point;
        }
    }
    if (nearest == nullptr) return {};
    QStringList lines;
    for (const PenaltyPart& part : penaltyParts())
        lines << tr("β%1 %2: Σ|r| %3")
                     .arg(QLatin1String(part.name), formatNumber(nearest->betas.*part.beta),
                          formatNumber(nearest->*part.violation));
    return lines;
}

QStringList PenaltyPlot::readoutAt(QPointF data) const {
    if (model() == nullptr || !emptyMessage().isEmpty() || !(data.x() > 0)) return {};
    if (view_ == View::exactness) return curveReadout(data);
    const NetworkOutcome* shown = outcome();
    const auto row = static_cast<int>(penaltyParts().size()) - 1 - static_cast<int>(std::lround(data.y()));
    if (shown == nullptr || row < 0 || row >= static_cast<int>(penaltyParts().size())) return {};
    const PenaltyPart& part = penaltyParts()[static_cast<std::size_t>(row)];
    const double beta = betasOf(*model())->*part.beta;
    QStringList lines{tr("β%1  %2").arg(QLatin1String(part.name), formatNumber(beta))};
    for (const ThresholdKind& kind : thresholdKinds()) {
        const PenaltyThresholds& thresholds = shown->*kind.thresholds;
        const bool exceeded = exceeds(beta, thresholds.*part.threshold) && !(thresholds.*part.capped);
        lines << (exceeded ? tr("%1  %2, exceeded") : tr("%1  %2, not exceeded"))
                     .arg(thresholdName(kind), thresholdText(thresholds, part));
    }
    return lines;
}

QString PenaltyPlot::summary() const {
    if (model() == nullptr || !emptyMessage().isEmpty()) return emptyMessage();
    QStringList said;
    if (const NetworkOutcome* shown = outcome(); shown != nullptr && view_ == View::thresholds)
        for (const PenaltyPart& part : penaltyParts())
            said << tr("β%1 %2, measured threshold %3")
                        .arg(QLatin1String(part.name), formatNumber(betasOf(*model())->*part.beta),
                             thresholdText(shown->a_posteriori, part));
    return QStringLiteral("%1. %2").arg(subtitle_, said.join(QStringLiteral("; ")));
}

QByteArray PenaltyPlot::thresholdCsv() const {
    CsvWriter table({"solver", "part", "beta", "log10_a_posteriori", "log10_at_point", "log10_a_priori"});
    if (model() == nullptr || betasOf(*model()) == nullptr) return QByteArray::fromStdString(table.text());
    const auto& runs = model()->results().runs;
    const std::vector<std::string> labels = run_labels(model()->results());
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (!runs[i].network) continue;
        for (const PenaltyPart& part : penaltyParts()) {
            table.cell(labels[i]).cell(part.name).cell(betasOf(*model())->*part.beta);
            for (const ThresholdKind& kind : thresholdKinds())
                table.cell((runs[i].network.get()->*kind.thresholds).*part.threshold);
            table.end_line();
        }
    }
    return QByteArray::fromStdString(table.text());
}

QByteArray PenaltyPlot::csv() const {
    if (view_ == View::thresholds) return thresholdCsv();
    return QByteArray::fromStdString(exactness_csv(curve_ ? *curve_ : ExactnessCurve()));
}

}  // namespace basin::ui
