// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plane_plot.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "ui/chart/marker.h"
#include "ui/chart/number_format.h"
#include "ui/chart/signs.h"
#include "ui/families/family_view.h"
#include "ui/plots/end_mark.h"
#include "ui/plots/path_ground.h"
#include "ui/plots/run_look.h"
#include "ui/plots/shown_range.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

// A path that keeps more than this on the plane is shown as good as whole.
constexpr double noticedShare = 0.005;

// A part reaches so much beyond the view.
constexpr double partMargin = 1.15;

const QColor ink(0x1B, 0x1F, 0x24);
// Of a mark behind a part of a surface.
constexpr double hiddenOpacity = 0.45;
constexpr double starSize = 15, crossSize = 13;  // px

QString percent(double share) {
    return QString::number(std::lround(100 * share));
}

/// Index of the grid point nearest to a coordinate.
Index nearest(const Vector& grid, double at) {
    Index index = 0;
    (grid.array() - at).abs().minCoeff(&index);
    return index;
}

/// From the first grid point to the last, or to the ends of their cells.
PlotAxis gridAxis(const Vector& grid, const QString& label, bool wholeCells) {
    const double half = !wholeCells ? 0 : grid.size() > 1 ? (grid[1] - grid[0]) / 2 : 0.5;
    PlotAxis axis;
    axis.low = grid[0] - half;
    axis.high = grid[grid.size() - 1] + half;
    axis.label = label;
    axis.shortLabel = label.section(QLatin1Char(','), 0, 0);
    axis.margin = 0;
    // Of so few cells no value between their centres was computed.
    if (grid.size() <= 2) axis.points.assign(grid.begin(), grid.end());
    return axis;
}

}  // namespace

PlanePlot::PlanePlot(QWidget* parent) : PlotView(parent) {
    setSquare(true);
    // Other ends lie outside.
    connect(this, &PlotView::zoomChanged, this, &PlanePlot::markStale);
}

void PlanePlot::setModel(RunModel* model) {
    PlotView::setModel(model);
    paths_.clear();
    if (model == nullptr) return;
    // Another plane: the paths lie elsewhere.
    for (const auto signal : {&RunModel::cleared, &RunModel::problemChanged})
        connect(model, signal, this, [this] { paths_.clear(); });
    for (const Stage stage : {Stage::landscape, Stage::attraction}) followStage(stage);
    for (const auto signal : {&RunModel::historyChanged, &RunModel::problemChanged,
                              &RunModel::playheadChanged, &RunModel::pinnedChanged})
        connect(model, signal, this, &PlanePlot::markStale);
}

void PlanePlot::showPlane(const LandscapePlane& plane, const Vector& a, const Vector& b,
                          std::vector<LegendEntry> signs) {
    plane_ = plane;
    a_ = a;
    b_ = b;
    setEmptyMessage({});
    const auto [xName, yName] = axisNames();
    setAxes(gridAxis(a, xName, !isSurface()), gridAxis(b, yName, !isSurface()));
    followPaths();
    followEnds();
    std::vector<LegendEntry> all;
    if (startOnPlane()) all.push_back(signEntry(tr("start"), startSign()));
    all.push_back(originSign());
    for (LegendEntry& entry : endMarkEntries(
             ends_, [this](QPointF at) { return isShown(at); }, plotStyle()))
        all.push_back(std::move(entry));
    all.insert(all.end(), std::make_move_iterator(signs.begin()), std::make_move_iterator(signs.end()));
    std::vector<Curve> curves = pathCurves();
    addPinned(curves);
    if (isSurface()) {
        layPaths(curves);
        for (Curve& curve : curves) curve.points.clear();  // the chart only names them
    }
    setCurves(std::move(curves), std::move(all));
}

LegendEntry PlanePlot::originSign() const {
    if (model()->results().minimiser.verified)
        return signEntry(tr("minimiser"), starSign(starSize, Qt::white, ink));
    return signEntry(familyShown(model()).planeWords().lowest,
                     markerSign(SolverStyle::Marker::cross, crossSize, Qt::white, ink));
}

void PlanePlot::showNothing(const QString& message) {
    a_.resize(0);
    b_.resize(0);
    setEmptyMessage(message);
}

std::pair<QString, QString> PlanePlot::axisNames() const {
    const auto unknown = [](Index k) {
        const QString name = QStringLiteral("x%1").arg(formatSubscript(k));
        return tr("%1 − %1*").arg(name);
    };
    switch (plane_.kind) {
        case PlaneKind::coordinates:
            return {unknown(plane_.i), unknown(plane_.j)};
        case PlaneKind::eigenvectors:
            return {tr("a, stiffest direction"), tr("b, softest direction")};
        case PlaneKind::pca:
            return {tr("a, main direction of the paths"), tr("b, second direction")};
        case PlaneKind::start_minimiser:
            return {tr("a, towards the start"), tr("b, stiffest direction across")};
        case PlaneKind::second_minimiser:
            return {tr("a, towards the start"), tr("b, towards the second minimiser")};
        case PlaneKind::random:
        case PlaneKind::automatic:
            break;
    }
    return {tr("a"), tr("b")};
}

QString PlanePlot::planeCaption() const {
    const PlaneWords words = familyShown(model()).planeWords();
    QString text;
    switch (plane_.kind) {
        case PlaneKind::coordinates:
            text = tr("a slice: unknowns %1 and %2").arg(plane_.i).arg(plane_.j);
            break;
        case PlaneKind::eigenvectors:
            text = tr("a slice: stiffest and softest direction");
            break;
        case PlaneKind::pca:
            text = tr("a slice: main directions of the paths, %1 % + %2 % of their spread")
                       .arg(percent(plane_.explained[0]), percent(plane_.explained[1]));
            break;
        case PlaneKind::start_minimiser:
            text = words.throughStart;
            break;
        case PlaneKind::second_minimiser:
            text = words.throughTwo;
            break;
        case PlaneKind::random:
        case PlaneKind::automatic:
            text = tr("a slice: two random directions");
            break;
    }
    if (plane_.exact) return tr("both unknowns: the whole function, exact");
    if (!plane_.note.empty()) text += QStringLiteral(" (%1)").arg(QString::fromStdString(plane_.note));
    double outside = 0;
    for (const Path& path : paths_) outside = std::max(outside, path.length.share_outside());
    text += words.note;
    if (outside >= noticedShare) text += tr(" · up to %1 % of a path lies outside").arg(percent(outside));
    return text;
}

void PlanePlot::followPaths() {
    const auto& runs = model()->results().runs;
    paths_.resize(runs.size());
    for (std::size_t i = 0; i < runs.size(); ++i) {
        Path& path = paths_[i];
        const SolverRun& run = runs[i];
        if (path.points.size() > run.path.size()) path = {};
        for (std::size_t k = path.points.size(); k < std::min(run.path.size(), run.history.size()); ++k) {
            path.points.append({run.path[k].a, run.path[k].b});
            if (k > 0) path.length.add(run, k);
        }
    }
}

std::vector<Curve> PlanePlot::pathCurves() const {
    const Results& results = model()->results();
    std::vector<Curve> curves;
    for (const std::size_t i : shownRuns(results, plotStyle())) {
        const SolverRun& run = results.runs[i];
        if (run.path.empty()) continue;
        const SolverStyle style = runStyle(results, i, plotStyle());
        Curve path{runLabel(results, i, plotStyle()), style.color, style.dash, style.marker, 1.4, false, {}};
        const double outside = plane_.exact ? 0 : paths_[i].length.share_outside();
        if (outside >= noticedShare) path.detail = tr("%1 % outside").arg(percent(outside));
        const std::size_t count = std::min(records_up_to(run, model()->playhead()), run.path.size());
        path.isRun = true;
        path.points = paths_[i].points.points(count);
        if (count > 0) {
            const QPointF newest(run.path[count - 1].a, run.path[count - 1].b);
            if (path.points.back() != newest) path.points.push_back(newest);
        }
        if (!isSurface()) curves.push_back(groundOf(path));
        curves.push_back(std::move(path));
    }
    return curves;
}

std::optional<PlanePlot::GridIndex> PlanePlot::gridIndexAt(QPointF data, const Vector& a, const Vector& b) {
    if (a.size() == 0) return std::nullopt;
    const auto holds = [](const Vector& grid, double at) {
        const double half = grid.size() > 1 ? (grid[1] - grid[0]) / 2 : 0;
        return at >= grid[0] - half && at <= grid[grid.size() - 1] + half;
    };
    if (!holds(a, data.x()) || !holds(b, data.y())) return std::nullopt;
    return GridIndex{nearest(a, data.x()), nearest(b, data.y())};
}

QString PlanePlot::placeText(QPointF data) const {
    const PlotFrame now = frame();
    const double pixel = now.view.width() / std::max(1.0, now.area.width());
    const auto text = [&](double value) {
        return isZoomed() ? formatNumber(value, digitsFor(value, pixel)) : formatNumber(value);
    };
    return tr("a %1, b %2").arg(text(data.x()), text(data.y()));
}

PlanePart PlanePlot::partOf(const ViewRange& view) {
    return {view.left + view.width() / 2, view.bottom + view.height() / 2,
            partMargin * std::max(view.width(), view.height()) / 2};
}

QSizeF PlanePlot::leastView(const ViewRange& asked) const {
    if (a_.size() < 2) return PlotView::leastView(asked);
    const double side = 2 * least_half_width(plane_, partOf(asked), a_.size()) / partMargin;
    return {side, side};
}

QString PlanePlot::depthNote() const {
    return isDeepest() ? tr(" · as deep as double precision goes") : QString();
}

PlanePlot::Spot PlanePlot::spotOf(const PlotFrame& frame, double a, double b) const {
    const QPointF pixel = frame.map(a, b);
    if (frame.shows(pixel, 1)) return {pixel};
    return {endEdge(frame, pixel), false, false, pixel};
}

void PlanePlot::followEnds() {
    ends_.clear();
    if (!plotStyle().annotations) return;
    const Results& results = model()->results();
    for (const std::size_t i : shownRuns(results, plotStyle())) {
        const SolverRun& run = results.runs[i];
        const auto mark = endMarkOf(run);
        const bool isThere =
            !run.path.empty() && !run.history.empty() && run.history.back().iteration <= model()->playhead();
        if (!mark || *mark == EndMark::dot || !isThere) continue;  // arrivals meet at the minimiser's sign
        ends_.push_back(
            {*mark, {run.path.back().a, run.path.back().b}, runStyle(results, i, plotStyle()).color});
    }
}

void PlanePlot::paintEnds(QPainter& painter, const PlotFrame& frame) const {
    for (const RunEnd& end : ends_) {
        const Spot spot = spotOf(frame, end.at.x(), end.at.y());
        painter.setOpacity(spot.isHidden ? hiddenOpacity : 1);
        if (spot.isShown)
            drawEndMark(painter, spot.pixel, end.mark, end.color, plotStyle());
        else
            drawEndArrow(painter, spot.pixel, spot.towards, end.color, plotStyle());
    }
    painter.setOpacity(1);
}

std::optional<QPointF> PlanePlot::startOnPlane() const {
    const Vector& x0 = model()->results().x0;
    if (x0.size() != plane_.plane.origin.size()) return std::nullopt;
    const PlanePoint start = project(plane_, x0);
    return QPointF(start.a, start.b);
}

void PlanePlot::paintAbove(QPainter& painter, const PlotFrame& frame) {
    if (model() == nullptr || a_.size() == 0) return;
    if (const Spot minimiser = spotOf(frame, 0, 0); minimiser.isShown) {
        painter.setOpacity(minimiser.isHidden ? hiddenOpacity : 1);
        if (model()->results().minimiser.verified)
            drawStar(painter, minimiser.pixel, starSize, Qt::white, ink);
        else
            drawMarker(painter, SolverStyle::Marker::cross, minimiser.pixel, crossSize, Qt::white, ink);
    }
    paintEnds(painter, frame);
    if (const auto start = startOnPlane()) {
        const Spot spot = spotOf(frame, start->x(), start->y());
        painter.setOpacity(spot.isHidden ? hiddenOpacity : 1);
        if (spot.isShown) drawStart(painter, spot.pixel);
    }
    painter.setOpacity(1);
}

void PlanePlot::clicked(QPointF data) {
    emit startPicked(data.x(), data.y());
}

}  // namespace basin::ui
