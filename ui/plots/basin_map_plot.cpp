// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/basin_map_plot.h"

#include <algorithm>
#include <cmath>

#include "core/io/csv.h"
#include "ui/plots/marker.h"
#include "ui/plots/number_format.h"
#include "ui/plots/run_look.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

double rate(const BasinMapCell& cell) {
    return cell.trials == 0 ? not_applicable
                            : static_cast<double>(cell.successes) / static_cast<double>(cell.trials);
}

/// Half a cell beyond the outermost points, in axis coordinates.
PlotAxis cellAxis(const Vector& points, const AxisTransform& transform, const QString& label) {
    PlotAxis axis;
    axis.transform = transform;
    axis.label = label;
    axis.margin = 0;
    const double first = transform.toAxis(points[0]), last = transform.toAxis(points[points.size() - 1]);
    const double half =
        points.size() > 1 ? (last - first) / (2 * static_cast<double>(points.size() - 1)) : 0.5;
    axis.low = first - half;
    axis.high = last + half;
    return axis;
}

std::optional<QPointF> settingOf(const Experiment& experiment) {
    if (experiment.start.x0) return std::nullopt;
    for (const SolverSpec& spec : experiment.solvers)
        if (spec.name == "approximate-newton") return QPointF(experiment.start.radius, requestedError(spec));
    return QPointF(experiment.start.radius, 0);
}

}  // namespace

BasinMapPlot::BasinMapPlot(QWidget* parent) : PlotView(parent), shownBox_(new QComboBox(this)) {
    shownBox_->hide();  // until a card takes it
    shownBox_->setAccessibleName(tr("Shown"));
    shownBox_->setToolTip(tr("What the colours say"));
    shownBox_->addItems({tr("Success rate"), tr("Median iterations")});
    connect(shownBox_, &QComboBox::currentIndexChanged, this,
            [this](int index) { setShown(index == 0 ? Shown::success_rate : Shown::median_iterations); });
}

QString BasinMapPlot::title() const {
    return tr("Basin map");
}

void BasinMapPlot::setModel(RunModel* model) {
    PlotView::setModel(model);
    current_.reset();
    if (model == nullptr) return;
    current_ = settingOf(model->results().experiment);
    connect(model, &RunModel::cleared, this,
            [this] { current_ = settingOf(this->model()->results().experiment); });
    for (const auto signal : {&RunModel::problemChanged, &RunModel::basinMapChanged, &RunModel::finished})
        connect(model, signal, this, &BasinMapPlot::markStale);
}

void BasinMapPlot::setShown(Shown shown) {
    if (shown == shown_) return;
    shown_ = shown;
    shownBox_->setCurrentIndex(shown == Shown::success_rate ? 0 : 1);
    markStale();
}

void BasinMapPlot::setCurrentSetting(double radius, double error) {
    current_ = QPointF(radius, error);
    markStale();
}

double BasinMapPlot::shownValue(const BasinMapCell& cell) const {
    if (cell.trials == 0 || cell.successes == 0) return not_applicable;
    return shown_ == Shown::success_rate ? rate(cell) : cell.median_iterations;
}

void BasinMapPlot::colourCells() {
    std::vector<double> values;
    for (const BasinMapCell& cell : map_->cells) values.push_back(shownValue(cell));
    scale_ = shown_ == Shown::success_rate ? ColorScale::linear(ColorMap::cividis, 0, 1)
                                           : ColorScale(ColorScale::Kind::linear, ColorMap::cividis, values);
    std::vector<QRgb> colors(values.size());
    std::transform(values.begin(), values.end(), colors.begin(),
                   [this](double value) { return scale_.color(value); });
    const Vector &radii = map_->radii, &errors = map_->errors;
    heatmap_ = Heatmap(
        std::move(colors), static_cast<int>(radii.size()), static_cast<int>(errors.size()),
        {std::log10(radii[0]), std::log10(radii[radii.size() - 1]), errors[0], errors[errors.size() - 1]});
}

void BasinMapPlot::rebuild() {
    map_ = model() == nullptr ? nullptr : model()->results().basin_map;
    if (map_ == nullptr || map_->cells.empty()) {
        subtitle_.clear();
        const bool wanted = model() == nullptr || model()->results().experiment.basin_map;
        const bool running = model() != nullptr && model()->isRunning();
        const bool stopped = model() != nullptr && model()->results().stopped;
        const bool doubtful =
            model() != nullptr && model()->problem() && !model()->problem()->minimiser.verified;
        setEmptyMessage(!wanted    ? tr("This experiment asks for no basin map.")
                        : doubtful ? tr("No basin map: the minimiser could not be verified, so there is "
                                        "nothing that a start could be said to reach.")
                        : stopped  ? tr("The run was stopped before the basin map.")
                        : running  ? tr("The basin map comes after the solvers.")
                                   : tr("Press Run to see from how far away Newton finds the minimum."));
        return;
    }
    setEmptyMessage({});
    colourCells();
    const auto cells = static_cast<Index>(map_->cells.size());
    subtitle_ = shown_ == Shown::success_rate ? tr("share of random starts that converge")
                                              : tr("median iterations of the starts that converge");
    subtitle_ += map_->computed < cells ? tr(" · %1 of %2 cells").arg(map_->computed).arg(cells)
                                        : tr(" · hatched: none does");
    PlotAxis radius = cellAxis(map_->radii, AxisTransform::logarithmic(1e-300), tr("initialisation radius"));
    radius.shortLabel = tr("radius");
    PlotAxis error = cellAxis(map_->errors, AxisTransform::linear(), tr("approximation error"));
    error.shortLabel = tr("error");
    setAxes(radius, error);
    setColorBar(scale_, shown_ == Shown::success_rate ? tr("success rate") : tr("median iterations"));
    setCurves({});
}

void BasinMapPlot::paintBelow(QPainter& painter, const PlotFrame& frame) {
    heatmap_.paint(painter, frame);
    painter.setRenderHint(QPainter::Antialiasing, false);
    const auto pixels = [&](const QRectF& cells) {
        return QRectF(frame.toPixel({cells.left(), cells.top()}),
                      frame.toPixel({cells.right(), cells.bottom()}))
                   .normalized() &
               frame.area;
    };
    const auto radii = static_cast<int>(map_->radii.size());
    for (int j = 0; j < static_cast<int>(map_->errors.size()); ++j) {
        for (int i = 0; i < radii; ++i) {
            if (map_->cell(i, j).trials > 0) continue;
            painter.setPen(QPen(plotStyle().theme.grid, 1));
            painter.setBrush(Qt::NoBrush);
            const QRectF cell = pixels(heatmap_.cells(i, j));
            if (!cell.isEmpty()) painter.drawRect(cell);
        }
    }
    painter.setRenderHint(QPainter::Antialiasing, true);
    const auto failed = [&](int i, int j) {
        const BasinMapCell& cell = map_->cell(i, j);
        return cell.trials > 0 && cell.successes == 0;
    };
    for (int j = 0; j < static_cast<int>(map_->errors.size()); ++j) {
        for (int i = 0; i < radii; ++i) {
            int end = i;
            while (end < radii && failed(end, j)) ++end;
            if (end > i)
                drawHatching(painter, pixels(heatmap_.cells(i, j, end - i)), plotStyle().theme.danger);
            i = std::max(i, end - 1);
        }
    }
}

void BasinMapPlot::paintAbove(QPainter& painter, const PlotFrame& frame) {
    if (!current_ || map_ == nullptr) return;
    const QPointF at = frame.map(current_->x(), current_->y());
    const QRectF area = frame.area;
    for (const auto& [color, dash] :
         {std::pair{QColor(255, 255, 255, 200), Qt::SolidLine}, {QColor(0x1B, 0x1F, 0x24), Qt::DashLine}}) {
        painter.setPen(QPen(color, dash == Qt::SolidLine ? 2.2 : 1.2, dash));
        if (at.x() >= area.left() && at.x() <= area.right())
            painter.drawLine(QPointF(at.x(), area.top()), QPointF(at.x(), area.bottom()));
        if (at.y() >= area.top() && at.y() <= area.bottom())
            painter.drawLine(QPointF(area.left(), at.y()), QPointF(area.right(), at.y()));
    }
    if (area.contains(at))
        drawMarker(painter, SolverStyle::Marker::circle, at, 10, plotStyle().theme.accent, Qt::white);
}

std::optional<BasinMapPlot::CellIndex> BasinMapPlot::cellAt(QPointF data) const {
    if (map_ == nullptr || map_->cells.empty() || !(data.x() > 0)) return std::nullopt;
    const auto index = [](const Vector& points, double at, auto transform) -> Index {
        if (points.size() == 1) return 0;
        const double first = transform(points[0]), last = transform(points[points.size() - 1]);
        return static_cast<Index>(
            std::lround((transform(at) - first) / (last - first) * static_cast<double>(points.size() - 1)));
    };
    const Index radius = index(map_->radii, data.x(), [](double r) { return std::log10(r); });
    const Index error = index(map_->errors, data.y(), [](double e) { return e; });
    if (radius < 0 || radius >= map_->radii.size() || error < 0 || error >= map_->errors.size())
        return std::nullopt;
    return CellIndex{radius, error};
}

QStringList BasinMapPlot::readoutAt(QPointF data) const {
    const auto found = cellAt(data);
    if (!found) return {};
    const BasinMapCell& cell = map_->cell(found->radius, found->error);
    QStringList lines{
        tr("radius %1, error %2")
            .arg(formatNumber(map_->radii[found->radius]), formatNumber(map_->errors[found->error]))};
    if (cell.trials == 0) return lines << tr("not computed yet");
    const RateInterval interval = wilson_interval(cell.successes, cell.trials);
    lines << tr("%1 of %2 converged").arg(cell.successes).arg(cell.trials)
          << tr("rate %1, 95 % between %2 and %3")
                 .arg(formatNumber(rate(cell), 2), formatNumber(interval.low, 2),
                      formatNumber(interval.high, 2));
    if (cell.successes > 0) lines << tr("median %1 iterations").arg(formatNumber(cell.median_iterations));
    return lines;
}

void BasinMapPlot::clicked(QPointF data) {
    if (const auto found = cellAt(data))
        emit cellPicked(map_->radii[found->radius], map_->errors[found->error]);
}

QString BasinMapPlot::summary() const {
    if (map_ == nullptr || map_->cells.empty()) return emptyMessage();
    const auto all = std::count_if(map_->cells.begin(), map_->cells.end(), [](const BasinMapCell& cell) {
        return cell.trials > 0 && cell.successes == cell.trials;
    });
    return tr("%1 radii by %2 errors, %3 cells computed; in %4 of them every start converged.")
        .arg(map_->radii.size())
        .arg(map_->errors.size())
        .arg(map_->computed)
        .arg(all);
}

QByteArray BasinMapPlot::csv() const {
    CsvWriter table({"radius", "error", "trials", "successes", "rate", "median_iterations"});
    if (map_ != nullptr)
        for (Index j = 0; j < map_->errors.size(); ++j)
            for (Index i = 0; i < map_->radii.size(); ++i) {
                const BasinMapCell& cell = map_->cell(i, j);
                table.cell(map_->radii[i]).cell(map_->errors[j]).cell(cell.trials).cell(cell.successes);
                table.cell(rate(cell)).cell(cell.median_iterations).end_line();
            }
    return QByteArray::fromStdString(table.text());
}

}  // namespace basin::ui
