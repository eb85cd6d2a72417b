// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/slope_rose_plot.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include <QPainterPath>

#include "core/io/formats/csv.h"
#include "ui/chart/counted.h"
#include "ui/chart/number_format.h"
#include "ui/chart/signs.h"
#include "ui/plots/choice_row.h"
#include "ui/plots/plot_kind.h"
#include "ui/plots/run_look.h"
#include "ui/plots/view_words.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

constexpr int wayDownOpacity = 56;   // of 255
constexpr double roseRoom = 1.06;    // of the longest slope
constexpr double levelShare = 1e-9;  // of it: along a kink slopes are 0 to rounding

double degreesOf(double angle) {
    return angle * 180 / std::numbers::pi;
}

QPointF polarPoint(double angle, double length) {
    return {length * std::cos(angle), length * std::sin(angle)};
}

/// The parts of a polar curve where the slope leads up, or down; a gap between them.
std::vector<QPointF> lobesOf(const Vector& angles, const Vector& slopes, bool down) {
    const double gap = std::numeric_limits<double>::quiet_NaN();
    std::vector<QPointF> points;
    bool inside = false;
    for (Index k = 0; k < angles.size(); ++k) {
        const bool belongs = down ? slopes[k] < 0 : slopes[k] >= 0;
        // It changes its sign in the middle of the picture.
        if (belongs != inside && k > 0) points.emplace_back(0, 0);
        if (belongs) points.push_back(polarPoint(angles[k], std::abs(slopes[k])));
        if (!belongs && inside) points.emplace_back(gap, gap);
        inside = belongs;
    }
    return points;
}

double longestOf(const SlopeRose& rose) {
    double longest = 0;
    for (const Vector* slopes : {&rose.one_sided, &rose.automatic, &rose.clarke})
        for (const double slope : *slopes) longest = std::fmax(longest, std::abs(slope));
    return longest;
}

QColor wayDownColor(const Theme& theme) {
    QColor color = theme.accent;
    color.setAlpha(wayDownOpacity);
    return color;
}

}  // namespace

SlopeRosePlot::SlopeRosePlot(QWidget* parent)
    : PlotView(parent),
      pointBox_(makeChoice(this, tr("Point"),
                           tr("At which point: where a solver is at the playhead, or the minimiser"))),
      work_(this) {
    setSquare(true);
    connect(pointBox_, &QComboBox::activated, this, [this](int index) {
        const int runs = model() != nullptr ? static_cast<int>(model()->results().runs.size()) : 0;
        if (index < runs) selectSolver(index);
        setView(index < runs ? View::at_run : View::at_minimiser);
    });
    connect(&work_, &SlopeRoseWork::changed, this, &SlopeRosePlot::markStale);
}

void SlopeRosePlot::setModel(RunModel* model) {
    PlotView::setModel(model);
    work_.drop();
    rose_.reset();
    if (model == nullptr) return;
    for (const auto signal : {&RunModel::cleared, &RunModel::problemChanged})
        connect(model, signal, this, [this] {
            work_.drop();
            markStale();
        });
    for (const auto signal : {&RunModel::playheadChanged, &RunModel::finished})
        connect(model, signal, this, &SlopeRosePlot::markStale);
}

QStringList SlopeRosePlot::views() const {
    return viewWords<View>();
}

void SlopeRosePlot::setView(const QString& word) {
    if (const auto wanted = viewOf<View>(word)) setView(*wanted);
}

void SlopeRosePlot::setView(View view) {
    if (view == view_) return;
    view_ = view;
    markStale();
}

void SlopeRosePlot::selectSolver(int run) {
    if (run == run_) return;
    run_ = run;
    markStale();
}

PlotChoices SlopeRosePlot::choices() const {
    PlotChoices chosen;
    if (view_ != View::at_run) chosen.view = viewWord(view_);
    if (run_ != 0) chosen.run = static_cast<std::size_t>(run_);
    return chosen;
}

void SlopeRosePlot::setChoices(const PlotChoices& wanted) {
    selectSolver(static_cast<int>(wanted.run.value_or(0)));
    setView(viewOf<View>(wanted.view).value_or(View::at_run));
}

void SlopeRosePlot::fillPointBox() {
    const Results& results = model()->results();
    QStringList names;
    for (std::size_t i = 0; i < results.runs.size(); ++i) names << runLabel(results, i, plotStyle());
    if (run_ >= static_cast<int>(results.runs.size())) run_ = 0;
    names << tr("Minimiser");
    fillChoice(pointBox_, names, view_ == View::at_run ? run_ : static_cast<int>(results.runs.size()));
}

Vector SlopeRosePlot::point() const {
    const Results& results = model()->results();
    if (view_ == View::at_minimiser) return results.minimiser.x;
    if (results.runs.empty()) return {};
    return point_of_run(results, static_cast<std::size_t>(run_), model()->playhead());
}

QString SlopeRosePlot::pointName() const {
    const Results& results = model()->results();
    if (view_ == View::at_minimiser) return tr("at the minimiser");
    const SolverRun& run = results.runs[static_cast<std::size_t>(run_)];
    const std::size_t count = records_up_to(run, model()->playhead());
    const QString label = runLabel(results, static_cast<std::size_t>(run_), plotStyle());
    if (run.reached_kink && count == run.history.size())
        return tr("at the minimiser, on the kink that %1 came to").arg(label);
    return tr("%1, iteration %2").arg(label).arg(run.history[count - 1].iteration);
}

void SlopeRosePlot::explainAbsence() {
    rose_.reset();
    subtitle_ = tr("slope of the loss in every direction of the plane");
    const bool running = model() != nullptr && model()->isRunning();
    const bool ran = model() != nullptr && !model()->results().runs.empty();
    setEmptyMessage(
        running ? tr("The slopes come when the run has ended.")
        : !ran  ? tr("Press Run to see how steep the loss is in every direction.")
        : plane_of(model()->results()) == nullptr
            ? tr("No landscape comes with this run, and so no plane to look around in.")
        : view_ == View::at_minimiser
            ? tr("The minimiser of this problem is not known.")
            : tr("Where the run was at this iteration is not kept: move the playhead to its end."));
}

// While it is computed, the last one stays. A plot that nobody sees is one for a file, which waits.
void SlopeRosePlot::rebuild() {
    if (model() != nullptr) fillPointBox();
    const bool possible =
        model() != nullptr && !model()->isRunning() && plane_of(model()->results()) != nullptr;
    const Vector x = possible ? point() : Vector();
    if (x.size() == 0) {
        explainAbsence();
        return;
    }
    work_.ask(model()->results(), x);
    if (!isVisible()) work_.wait();
    if (work_.isReady()) {
        rose_ = work_.rose();
        place_ = pointName();
    } else if (rose_ == nullptr) {
        setEmptyMessage(tr("The slopes are being computed."));
        return;
    }
    if (rose_ == nullptr) {
        setEmptyMessage(work_.failure().isEmpty() ? tr("The slopes at this point are not finite.")
                                                  : work_.failure());
        return;
    }
    drawRose();
}

QString SlopeRosePlot::clarkeNote() const {
    switch (rose_->known) {
        case ClarkeSet::exact:
            return {};
        case ClarkeSet::outer:
            return tr(" · the kinks depend on each other: an outer estimate of the Clarke set");
        case ClarkeSet::unknown:
            break;
    }
    return tr(" · too many kinks for the Clarke set");
}

void SlopeRosePlot::drawRose() {
    const double longest = longestOf(*rose_);
    subtitle_ = QStringLiteral("%1 · %2").arg(
        place_, rose_->kinks == 0 ? tr("no kink here: all say the same")
                                  : counted(rose_->kinks, tr("on 1 kink"), tr("on %1 kinks")));
    if (!(longest > 0)) {
        setEmptyMessage(tr("Every slope is 0 here."));
        return;
    }
    subtitle_ += rose_->steepest < -levelShare * longest
                     ? tr(" · steepest way down %1").arg(formatNumber(rose_->steepest))
                     : tr(" · no direction of the plane leads down");
    subtitle_ += clarkeNote();
    const Theme& theme = plotStyle().theme;
    std::vector<Curve> curves;
    const auto add = [&](const QString& name, const Vector& slopes, Qt::PenStyle dash, double width) {
        if (!slopes.allFinite()) return;
        for (const bool down : {false, true}) {
            Curve curve{
                down ? QString() : name, down ? theme.accent : theme.text, dash, {}, width, false, {}};
            curve.points = lobesOf(rose_->angles, slopes, down);
            curves.push_back(std::move(curve));
        }
    };
    add(tr("one-sided slope"), rose_->one_sided, Qt::SolidLine, 1.6);
    add(tr("automatic differentiation"), rose_->automatic, Qt::DashLine, 1);
    add(rose_->known == ClarkeSet::outer ? tr("Clarke set, at most") : tr("Clarke set"), rose_->clarke,
        Qt::DotLine, 1.4);
    PlotAxis a, b;
    a.label = tr("slope along a");
    b.label = tr("slope along b");
    for (PlotAxis* axis : {&a, &b}) {
        axis->low = -roseRoom * longest;
        axis->high = roseRoom * longest;
        axis->margin = 0;
    }
    setEmptyMessage({});
    setAxes(a, b);
    setCurves(std::move(curves),
              {signEntry(tr("leads down"), areaSign(wayDownColor(theme), QPen(theme.accent, 1)))});
}

void SlopeRosePlot::paintBelow(QPainter& painter, const PlotFrame& frame) {
    if (rose_ == nullptr) return;
    painter.save();
    painter.setClipRect(frame.area);
    const Theme& theme = plotStyle().theme;
    const QPointF middle = frame.map(0, 0);
    painter.setPen(QPen(theme.muted, 1));
    painter.drawLine(QPointF(frame.area.left(), middle.y()), QPointF(frame.area.right(), middle.y()));
    painter.drawLine(QPointF(middle.x(), frame.area.top()), QPointF(middle.x(), frame.area.bottom()));
    QPainterPath down;
    QPolygonF lobe{middle};
    const auto close = [&] {
        if (lobe.size() > 2) down.addPolygon(lobe);
        lobe = QPolygonF{middle};
    };
    for (const QPointF& point : lobesOf(rose_->angles, rose_->one_sided, true)) {
        if (std::isnan(point.x()))
            close();
        else
            lobe << frame.map(point.x(), point.y());
    }
    close();
    painter.setPen(Qt::NoPen);
    painter.setBrush(wayDownColor(theme));
    painter.drawPath(down);
    painter.restore();
}

QStringList SlopeRosePlot::readoutAt(QPointF data) const {
    if (rose_ == nullptr || (data.x() == 0 && data.y() == 0)) return {};
    double angle = std::atan2(data.y(), data.x());
    if (angle < 0) angle += 2 * std::numbers::pi;
    const Vector& angles = rose_->angles;
    const auto next = std::lower_bound(angles.begin(), angles.end(), angle);
    auto k = std::min<Index>(next - angles.begin(), angles.size() - 1);
    if (k > 0 && angle - angles[k - 1] < angles[k] - angle) --k;
    QStringList lines{tr("direction %1°").arg(formatFixed(degreesOf(angles[k]), 1)),
                      tr("one-sided slope  %1").arg(formatNumber(rose_->one_sided[k])),
                      tr("automatic differentiation  %1").arg(formatNumber(rose_->automatic[k]))};
    if (std::isfinite(rose_->clarke[k]))
        lines << (rose_->known == ClarkeSet::outer
                      ? tr("Clarke set  at most %1").arg(formatNumber(rose_->clarke[k]))
                      : tr("Clarke set  up to %1").arg(formatNumber(rose_->clarke[k])));
    return lines;
}

QString SlopeRosePlot::summary() const {
    if (rose_ == nullptr || !emptyMessage().isEmpty()) return emptyMessage();
    return tr("Slopes of the loss in the directions of a plane, %1. The steepest, %2, is at %3°; automatic "
              "differentiation says %4 there at most.")
        .arg(subtitle_, formatNumber(rose_->steepest), formatFixed(degreesOf(rose_->steepest_angle), 1),
             formatNumber(rose_->automatic_gradient));
}

QByteArray SlopeRosePlot::csv() const {
    CsvWriter table({"angle", "one_sided", "automatic", "clarke"});
    for (Index k = 0; rose_ != nullptr && k < rose_->angles.size(); ++k)
        table.cell(rose_->angles[k])
            .cell(rose_->one_sided[k])
            .cell(rose_->automatic[k])
            .cell(rose_->clarke[k])
            .end_line();
    return QByteArray::fromStdString(table.text());
}

}  // namespace basin::ui
