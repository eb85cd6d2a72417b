// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/landscape_plot.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/io/csv.h"
#include "ui/plots/marker.h"
#include "ui/plots/number_format.h"
#include "ui/plots/polyline.h"
#include "ui/plots/run_look.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

constexpr int contourCount = 15;
// Contours and colours of a finer grid would take the window's time and not be seen.
constexpr Index finestContours = 193;
constexpr Index finestColours = 513;

Index strideFor(Index size, Index finest) {
    return (size + finest - 1) / finest;
}

struct SampledGrid {
    Vector a, b;
    Matrix values;
};

/// Every stride-th point of the grid.
SampledGrid sampled(const Landscape& landscape, Index stride) {
    const Index rows = (landscape.a.size() - 1) / stride + 1, cols = (landscape.b.size() - 1) / stride + 1;
    return {landscape.a(Eigen::seqN(0, rows, stride)), landscape.b(Eigen::seqN(0, cols, stride)),
            landscape.values(Eigen::seqN(0, rows, stride), Eigen::seqN(0, cols, stride))};
}

std::vector<double> contourLevels(const ColorScale& scale) {
    std::vector<double> levels;
    for (int k = 0; k < contourCount; ++k) {
        const double value = scale.value((k + 0.5) / contourCount);
        if (levels.empty() || value > levels.back()) levels.push_back(value);
    }
    return levels;
}

/// Share of a path's length that its projection on the plane does not have.
double shareOutside(const SolverRun& run) {
    double length = 0, shown = 0;
    for (std::size_t k = 1; k < run.path.size() && k < run.history.size(); ++k) {
        if (!std::isfinite(run.history[k].step_norm)) continue;
        length += run.history[k].step_norm;
        shown += std::hypot(run.path[k].a - run.path[k - 1].a, run.path[k].b - run.path[k - 1].b);
    }
    return length > 0 ? std::max(0.0, 1 - shown / length) : 0;
}

/// Index of the grid point nearest to a coordinate.
Index nearest(const Vector& grid, double at) {
    Index index = 0;
    (grid.array() - at).abs().minCoeff(&index);
    return index;
}

}  // namespace

LandscapePlot::LandscapePlot(QWidget* parent) : PlotView(parent), levels_(new QComboBox(this)) {
    levels_->hide();  // until a card takes it
    levels_->setAccessibleName(tr("Levels"));
    levels_->setToolTip(tr("How loss values become colours"));
    levels_->addItem(tr("Log levels"), static_cast<int>(ColorScale::Kind::logarithmic));
    levels_->addItem(tr("Quantiles"), static_cast<int>(ColorScale::Kind::quantile));
    levels_->addItem(tr("Linear levels"), static_cast<int>(ColorScale::Kind::linear));
    connect(levels_, &QComboBox::currentIndexChanged, this, [this](int index) {
        setLevels(static_cast<ColorScale::Kind>(levels_->itemData(index).toInt()));
    });
    setSquare(true);
}

QString LandscapePlot::title() const {
    return tr("Loss landscape");
}

void LandscapePlot::setModel(RunModel* model) {
    PlotView::setModel(model);
    if (model == nullptr) return;
    for (const auto signal : {&RunModel::landscapeChanged, &RunModel::historyChanged,
                              &RunModel::problemChanged, &RunModel::playheadChanged})
        connect(model, signal, this, &LandscapePlot::markStale);
}

void LandscapePlot::setLevels(ColorScale::Kind kind) {
    if (kind == kind_) return;
    kind_ = kind;
    levels_->setCurrentIndex(levels_->findData(static_cast<int>(kind)));
    landscape_.reset();  // coloured afresh
    markStale();
}

void LandscapePlot::takeLandscape(std::shared_ptr<const Landscape> landscape) {
    if (landscape == landscape_) return;
    landscape_ = std::move(landscape);
    contours_.clear();
    heatmap_ = {};
    if (landscape_ == nullptr || landscape_->values.size() == 0) return;
    const SampledGrid grid = sampled(*landscape_, strideFor(landscape_->a.size(), finestColours));
    const std::span<const double> values(grid.values.data(), static_cast<std::size_t>(grid.values.size()));
    scale_ = ColorScale(kind_, ColorMap::viridis, values);
    std::vector<QRgb> colors(values.size());
    std::transform(values.begin(), values.end(), colors.begin(),
                   [this](double value) { return scale_.color(value); });
    const Index columns = grid.a.size(), rows = grid.b.size();
    heatmap_ = Heatmap(std::move(colors), static_cast<int>(columns), static_cast<int>(rows),
                       {grid.a[0], grid.a[columns - 1], grid.b[0], grid.b[rows - 1]});
    const SampledGrid coarse =
        sampled(*landscape_, std::max(landscape_->stride, strideFor(landscape_->a.size(), finestContours)));
    contours_ = trace_contours(coarse.a, coarse.b, coarse.values, contourLevels(scale_));
}

void LandscapePlot::rebuild() {
    takeLandscape(model() == nullptr ? nullptr : model()->results().landscape);
    if (landscape_ == nullptr || heatmap_.isEmpty()) {
        subtitle_.clear();
        const bool wanted = model() == nullptr || model()->results().experiment.landscape;
        const bool running = model() != nullptr && model()->isRunning();
        setEmptyMessage(!wanted   ? tr("This experiment asks for no landscape.")
                        : running ? tr("The landscape is being computed.")
                                  : tr("Press Run to see the loss around the minimiser."));
        return;
    }
    setEmptyMessage({});
    subtitle_ = planeCaption();
    const Vector &a = landscape_->a, &b = landscape_->b;
    const auto [xName, yName] = axisNames();
    // To the edge of the outermost cells.
    const auto axis = [](const Vector& grid, const QString& label) {
        const double half = grid.size() > 1 ? (grid[1] - grid[0]) / 2 : 0.5;
        PlotAxis axis;
        axis.low = grid[0] - half;
        axis.high = grid[grid.size() - 1] + half;
        axis.label = label;
        axis.margin = 0;
        return axis;
    };
    setAxes(axis(a, xName), axis(b, yName));
    setColorBar(scale_, tr("loss"));
    setCurves(pathCurves(), {{tr("start"), plotStyle().theme.muted, Qt::NoPen, SolverStyle::Marker::circle},
                             {tr("minimiser"), plotStyle().theme.text, Qt::NoPen, {}, true}});
}

std::pair<QString, QString> LandscapePlot::axisNames() const {
    switch (landscape_->plane.kind) {
        case PlaneKind::coordinates:
            return {tr("x₁ − x₁*"), tr("x₂ − x₂*")};
        case PlaneKind::eigenvectors:
            return {tr("a, stiffest direction"), tr("b, softest direction")};
        case PlaneKind::start_minimiser:
            return {tr("a, towards the start"), tr("b")};
        case PlaneKind::random:
        case PlaneKind::automatic:
            break;
    }
    return {tr("a"), tr("b")};
}

QString LandscapePlot::planeCaption() const {
    QString text;
    switch (landscape_->plane.kind) {
        case PlaneKind::coordinates:
            text = landscape_->plane.exact ? tr("both unknowns: the whole function, exact")
                                           : tr("a slice: the first two coordinates");
            break;
        case PlaneKind::eigenvectors:
            text = tr("a slice: stiffest and softest direction");
            break;
        case PlaneKind::start_minimiser:
            text = tr("a slice through start and minimiser");
            break;
        case PlaneKind::random:
        case PlaneKind::automatic:
            text = tr("a slice: two random directions");
            break;
    }
    double outside = 0;
    for (const SolverRun& run : model()->results().runs) outside = std::max(outside, shareOutside(run));
    if (!landscape_->plane.exact && outside >= 0.005)
        text += tr(" · up to %1 % of a path lies outside").arg(std::lround(100 * outside));
    if (landscape_->stride > 1) text += tr(" · refining");
    return text;
}

std::vector<Curve> LandscapePlot::pathCurves() const {
    const Results& results = model()->results();
    std::vector<Curve> curves;
    for (std::size_t i = 0; i < results.runs.size(); ++i) {
        const SolverRun& run = results.runs[i];
        if (run.path.empty()) continue;
        const SolverStyle style = runStyle(results, i);
        Curve path{runLabel(results, i), style.color, style.dash, style.marker, 1.4, false, {}};
        for (std::size_t k = 0; k < run.path.size() && run.history[k].iteration <= model()->playhead(); ++k)
            path.points.emplace_back(run.path[k].a, run.path[k].b);
        // A pale line under the path keeps it visible on every colour.
        Curve ground = path;
        ground.name.clear();
        ground.color = QColor(255, 255, 255, 170);
        ground.dash = Qt::SolidLine;
        ground.marker.reset();
        ground.width = 3;
        curves.push_back(std::move(ground));
        curves.push_back(std::move(path));
    }
    return curves;
}

void LandscapePlot::paintBelow(QPainter& painter, const PlotFrame& frame) {
    heatmap_.paint(painter, frame);
    painter.setPen(QPen(QColor(255, 255, 255, 80), 0.8 * plotStyle().lineWidth));
    for (const ContourLine& contour : contours_) {
        QPolygonF line;
        line.reserve(static_cast<qsizetype>(contour.points.size()) + 1);
        for (const auto& [a, b] : contour.points) line.append(frame.map(a, b));
        if (contour.closed) line.append(line.front());
        const std::span<const QPointF> points(line.constData(), static_cast<std::size_t>(line.size()));
        for (const QPolygonF& piece : clipPolyline(points, frame.area)) painter.drawPolyline(piece);
    }
}

void LandscapePlot::paintAbove(QPainter& painter, const PlotFrame& frame) {
    if (model() == nullptr || landscape_ == nullptr) return;
    const QRectF area = frame.area.adjusted(-1, -1, 1, 1);
    const QPointF minimiser = frame.map(0, 0);
    if (area.contains(minimiser)) drawStar(painter, minimiser, 15, Qt::white, QColor(0x1B, 0x1F, 0x24));
    const Vector& x0 = model()->results().x0;
    if (x0.size() != landscape_->plane.plane.origin.size()) return;
    const PlanePoint start = project(landscape_->plane, x0);
    const QPointF at = frame.map(start.a, start.b);
    if (!area.contains(at)) return;
    painter.setBrush(Qt::NoBrush);
    for (const auto& [color, width] : {std::pair{QColor(0x1B, 0x1F, 0x24), 4.0}, {QColor(Qt::white), 2.0}}) {
        painter.setPen(QPen(color, width));
        painter.drawEllipse(at, 6, 6);
    }
}

QStringList LandscapePlot::readoutAt(QPointF data) const {
    if (landscape_ == nullptr || landscape_->values.size() == 0) return {};
    const Vector &a = landscape_->a, &b = landscape_->b;
    const double half = a.size() > 1 ? (a[1] - a[0]) / 2 : 0;
    if (std::abs(data.x()) > a[a.size() - 1] + half || std::abs(data.y()) > b[b.size() - 1] + half) return {};
    const double loss = landscape_->values(nearest(a, data.x()), nearest(b, data.y()));
    return {tr("a %1, b %2").arg(formatNumber(data.x()), formatNumber(data.y())),
            tr("loss %1").arg(formatNumber(loss, 4))};
}

void LandscapePlot::clicked(QPointF data) {
    emit startPicked(data.x(), data.y());
}

QString LandscapePlot::summary() const {
    if (landscape_ == nullptr || landscape_->values.size() == 0) return emptyMessage();
    return tr("Loss on a plane, %1. From %2 to %3, %4 by %5 points.")
        .arg(subtitle_, formatNumber(scale_.value(0)), formatNumber(scale_.value(1)))
        .arg(landscape_->a.size())
        .arg(landscape_->b.size());
}

QByteArray LandscapePlot::csv() const {
    CsvWriter table({"a", "b", "objective"});
    if (landscape_ != nullptr)
        for (Index j = 0; j < landscape_->b.size(); ++j)
            for (Index i = 0; i < landscape_->a.size(); ++i)
                table.cell(landscape_->a[i]).cell(landscape_->b[j]).cell(landscape_->values(i, j)).end_line();
    return QByteArray::fromStdString(table.text());
}

}  // namespace basin::ui
