// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/tradeoff_plot.h"

#include <algorithm>
#include <cmath>

#include <QHeaderView>

#include "core/experiment/tradeoff_words.h"
#include "core/io/tradeoff_csv.h"
#include "ui/chart/axis_over.h"
#include "ui/chart/number_format.h"
#include "ui/chart/signs.h"
#include "ui/plots/choice_row.h"
#include "ui/plots/plot_kind.h"
#include "ui/plots/run_look.h"
#include "ui/plots/view_words.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

constexpr double ringSize = 17;    // px, around the points of the front
constexpr double nearEnough = 24;  // px, from the cursor to the point that it reads

PlotAxis logAxis(const std::vector<double>& values, const QString& label, const QString& shortLabel) {
    PlotAxis axis = axisOver(AxisTransform::logarithmicFor(values), values);
    axis.label = label;
    axis.shortLabel = shortLabel;
    axis.margin = 0.08;
    return axis;
}

}  // namespace

TradeoffPlot::TradeoffPlot(QWidget* parent)
    : PlotView(parent),
      viewBox_(makeChoice(this, tr("View"), tr("Cost against steps, time against error, or all numbers"))),
      table_(new QTableView(this)),
      rows_(new TradeoffTable(this)) {
    viewBox_->addItems({tr("Cost and steps"), tr("Time and error"), tr("Table")});
    connect(viewBox_, &QComboBox::currentIndexChanged, this,
            [this](int index) { setView(static_cast<View>(index)); });
    table_->hide();
    table_->setModel(rows_);
    table_->setAccessibleName(tr("What each approximation costs"));
    table_->setToolTip(tr("One line for each setting; bold ones are on the Pareto front"));
    table_->verticalHeader()->hide();
    table_->setShowGrid(false);
    table_->setFrameShape(QFrame::NoFrame);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
}

void TradeoffPlot::setModel(RunModel* model) {
    PlotView::setModel(model);
    if (model == nullptr) return;
    followStage(Stage::tradeoff);
    connect(model, &RunModel::finished, this, &TradeoffPlot::markStale);
}

void TradeoffPlot::setView(View view) {
    if (view == view_) return;
    view_ = view;
    viewBox_->setCurrentIndex(static_cast<int>(view));
    markStale();
}

QStringList TradeoffPlot::views() const {
    return viewsOf(PlotKind::tradeoff);
}

void TradeoffPlot::setView(const QString& word) {
    if (const auto wanted = viewOf<View>(word)) setView(*wanted);
}

PlotChoices TradeoffPlot::choices() const {
    return view_ == View::steps ? PlotChoices() : PlotChoices{viewWord(view_), {}, {}};
}

void TradeoffPlot::setChoices(const PlotChoices& wanted) {
    setView(viewOf<View>(wanted.view).value_or(View::steps));
}

QPointF TradeoffPlot::placeOf(const TradeoffPoint& point) const {
    if (view_ == View::error) return {point.achieved_error, point.seconds};
    return {point.step_seconds, point.steps};
}

bool TradeoffPlot::isPlaced(const TradeoffPoint& point) const {
    const QPointF place = placeOf(point);
    // The exact Hessian's error, 0, has no place on a logarithmic axis; its table line tells the rest.
    return place.x() > 0 && place.y() > 0;
}

std::vector<Curve> TradeoffPlot::makeCurves() const {
    std::vector<Curve> curves;
    const std::vector<TradeoffPoint>& points = tradeoff_->points;
    for (std::size_t first = 0; first < points.size();) {
        const Approximation approximation = points[first].approximation;
        const SolverStyle style = approximationStyle(approximation, plotStyle());
        Curve curve{QString::fromUtf8(to_string(approximation).data()),
                    style.color,
                    style.dash,
                    style.marker,
                    1,
                    false,
                    {}};
        curve.marking = Marking::every;
        for (; first < points.size() && points[first].approximation == approximation; ++first)
            if (isPlaced(points[first])) curve.points.push_back(placeOf(points[first]));
        if (!curve.points.empty()) curves.push_back(std::move(curve));
    }
    return curves;
}

QPen TradeoffPlot::ringPen() const {
    return {plotStyle().theme.accent, 1.6};
}

QPen TradeoffPlot::equalTimePen() const {
    return {plotStyle().theme.muted, std::max(0.7, plotStyle().thinnestLine), Qt::DashLine};
}

std::vector<LegendEntry> TradeoffPlot::signs() const {
    std::vector<LegendEntry> entries;
    if (std::ranges::any_of(tradeoff_->points,
                            [this](const TradeoffPoint& point) { return point.on_front && isPlaced(point); }))
        entries.push_back(signEntry(tr("Pareto front"), ringSign(ringSize - 3, ringPen())));
    if (view_ == View::steps && plotStyle().theory) {
        const QPen pen = equalTimePen();
        entries.push_back({tr("equal time"), pen.color(), pen.style()});
    }
    return entries;
}

void TradeoffPlot::makeAxes() {
    std::vector<double> horizontal, vertical;
    for (const TradeoffPoint& point : tradeoff_->points) {
        if (!isPlaced(point)) continue;
        horizontal.push_back(placeOf(point).x());
        vertical.push_back(placeOf(point).y());
    }
    if (view_ == View::error)
        setAxes(logAxis(horizontal, tr("achieved error of the Hessian"), tr("error")),
                logAxis(vertical, tr("seconds to tolerance"), tr("seconds")));
    else
        setAxes(logAxis(horizontal, tr("seconds for a step"), tr("seconds")),
                logAxis(vertical, tr("steps to tolerance"), tr("steps")));
}

void TradeoffPlot::makeSubtitle() {
    const auto all = std::ssize(tradeoff_->points);
    const auto failed = std::ranges::count_if(tradeoff_->points, [](const TradeoffPoint& point) {
        return point.runs > 0 && point.converged < point.runs;
    });
    const TradeoffPoint* fastest = tradeoff_->fastest();
    subtitle_ = fastest == nullptr ? QString::fromStdString(none_fastest_reason(*tradeoff_))
                                   : tr("fastest: %1, %2")
                                         .arg(QString::fromStdString(setting_text(*fastest)),
                                              formatSeconds(fastest->seconds));
    if (view_ == View::steps) subtitle_ += tr(" · ringed: Pareto front");
    if (tradeoff_->measured < all) subtitle_ += tr(" · %1 of %2 settings").arg(tradeoff_->measured).arg(all);
    if (failed > 0) subtitle_ += tr(" · %1 did not arrive").arg(failed);
}

QString TradeoffPlot::emptyReason() const {
    if (model() == nullptr || !model()->results().experiment.tradeoff)
        return tr("Tick \"Trade-off\" on the left, then press Run.");
    if (model()->isRunning()) return tr("Measured when the solvers are done.");
    return model()->results().stopped ? tr("The run was stopped before the comparison.")
                                      : tr("Press Run to see which approximation pays.");
}

void TradeoffPlot::rebuild() {
    tradeoff_ = model() != nullptr ? model()->results().tradeoff : nullptr;
    rows_->setTradeoff(tradeoff_);
    if (!tradeoff_ || tradeoff_->points.empty()) {
        subtitle_ = tr("what each Hessian approximation costs and brings");
        setEmptyMessage(emptyReason());
        showInstead(nullptr);
        return;
    }
    makeSubtitle();
    const bool some = std::ranges::any_of(tradeoff_->points,
                                          [this](const TradeoffPoint& point) { return isPlaced(point); });
    setEmptyMessage(some ? QString() : tr("No setting has arrived yet."));
    if (some) {
        makeAxes();
        setCurves(makeCurves(), signs());
    }
    showInstead(view_ == View::table ? table_ : nullptr);
}

// Lines of equal time to tolerance: cost of a step times steps is the same all along one.
void TradeoffPlot::paintBelow(QPainter& painter, const PlotFrame& frame) {
    if (!tradeoff_ || view_ != View::steps || !plotStyle().theory) return;
    painter.setPen(equalTimePen());
    const ViewRange& view = frame.view;
    const int first = static_cast<int>(std::floor(view.left + view.bottom));
    const int last = static_cast<int>(std::ceil(view.right + view.top));
    for (int decade = first; decade <= last; ++decade) {
        const double from = std::max(view.left, decade - view.top),
                     to = std::min(view.right, decade - view.bottom);
        if (from < to)
            painter.drawLine(frame.toPixel({from, decade - from}), frame.toPixel({to, decade - to}));
    }
}

void TradeoffPlot::paintAbove(QPainter& painter, const PlotFrame& frame) {
    if (!tradeoff_) return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(ringPen());
    for (const TradeoffPoint& point : tradeoff_->points) {
        if (!point.on_front || !isPlaced(point)) continue;
        const QPointF at = frame.map(placeOf(point).x(), placeOf(point).y());
        if (frame.shows(at)) painter.drawEllipse(at, ringSize / 2, ringSize / 2);
    }
}

const TradeoffPoint* TradeoffPlot::nearest(QPointF data) const {
    const PlotFrame now = frame();
    const QPointF cursor = now.map(data.x(), data.y());
    const TradeoffPoint* found = nullptr;
    double least = nearEnough;
    for (const TradeoffPoint& point : tradeoff_->points) {
        if (!isPlaced(point)) continue;
        const QPointF away = now.map(placeOf(point).x(), placeOf(point).y()) - cursor;
        const double distance = std::hypot(away.x(), away.y());
        if (distance >= least) continue;
        least = distance;
        found = &point;
    }
    return found;
}

QStringList TradeoffPlot::readoutAt(QPointF data) const {
    if (!tradeoff_) return {};
    const TradeoffPoint* point = nearest(data);
    if (point == nullptr) return {};
    QStringList lines{
        QString::fromStdString(setting_text(*point)),
        tr("%1 a step, %2")
            .arg(formatSeconds(point->step_seconds),
                 point->steps == 1 ? tr("1 step") : tr("%1 steps").arg(formatNumber(point->steps))),
        tr("%1 to tolerance").arg(formatSeconds(point->seconds)),
        tr("achieved error %1").arg(formatNumber(point->achieved_error))};
    if (point->on_front) lines << tr("on the Pareto front");
    return lines;
}

QString TradeoffPlot::summary() const {
    if (!tradeoff_ || !emptyMessage().isEmpty()) return emptyMessage();
    QStringList front;
    for (const TradeoffPoint& point : tradeoff_->points)
        if (point.on_front) front << QString::fromStdString(setting_text(point));
    return tr("%1. Pareto front of step cost and steps: %2.")
        .arg(subtitle_, front.isEmpty() ? tr("none") : front.join(QStringLiteral(", ")));
}

QByteArray TradeoffPlot::csv() const {
    return QByteArray::fromStdString(tradeoff_csv(tradeoff_ ? *tradeoff_ : Tradeoff()));
}

}  // namespace basin::ui
