// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/basin_map_plot.h"

#include <algorithm>
#include <cmath>

#include <QSignalBlocker>

#include "core/experiment/catalogue.h"
#include "core/experiment/recurrent_solvers.h"
#include "core/io/results_files.h"
#include "ui/chart/marker.h"
#include "ui/chart/number_format.h"
#include "ui/plots/choice_row.h"
#include "ui/plots/map_marks.h"
#include "ui/plots/run_look.h"
#include "ui/plots/view_words.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

double rate(const BasinMapCell& cell) {
    return cell.trials == 0 ? not_applicable
                            : static_cast<double>(cell.successes) / static_cast<double>(cell.trials);
}

bool hasFailed(const BasinMapCell& cell) {
    return cell.trials > 0 && cell.successes == 0;
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
    // Of so few cells no value between their centres was computed.
    if (points.size() <= 2) axis.points.assign(points.begin(), points.end());
    return axis;
}

std::optional<QPointF> networkSettingOf(const Experiment& experiment) {
    const StartSpec& start = experiment.start;
    if (start.x0 || start.weights || start.around) return std::nullopt;
    const double error = std::get<double>(parameter(affine_solver(experiment.solvers), "error"));
    return QPointF(start.deviation, error);
}

std::optional<QPointF> settingOf(const Experiment& experiment) {
    if (is_recurrent(experiment)) return networkSettingOf(experiment);
    if (experiment.start.x0) return std::nullopt;
    for (const SolverSpec& spec : experiment.solvers) {
        const double error = requestedError(spec);
        if (spec.name == "approximate-newton" && !std::isnan(error))
            return QPointF(experiment.start.radius, error);
    }
    return QPointF(experiment.start.radius, 0);
}

}  // namespace

BasinMapPlot::BasinMapPlot(QWidget* parent)
    : PlotView(parent), viewBox_(makeChoice(this, tr("View"), tr("What the colours say"))) {
    fillViewBox();
    connect(viewBox_, &QComboBox::currentIndexChanged, this,
            [this](int index) { setView(static_cast<View>(index)); });
}

bool BasinMapPlot::isNetwork() const {
    return model() != nullptr && is_recurrent(model()->results().experiment);
}

void BasinMapPlot::fillViewBox() {
    const QSignalBlocker quiet(viewBox_);
    const int wanted = isNetwork() ? 3 : 2;
    if (viewBox_->count() == wanted) return;
    viewBox_->clear();
    viewBox_->addItems({tr("Success rate"), tr("Median iterations")});
    if (isNetwork()) viewBox_->addItem(tr("Final objective"));
    if (static_cast<int>(view_) >= wanted) view_ = View::success_rate;
    viewBox_->setCurrentIndex(static_cast<int>(view_));
}

void BasinMapPlot::setModel(RunModel* model) {
    PlotView::setModel(model);
    current_.reset();
    if (model == nullptr) return;
    current_ = settingOf(model->results().experiment);
    connect(model, &RunModel::cleared, this,
            [this] { current_ = settingOf(this->model()->results().experiment); });
    for (const auto signal : {&RunModel::cleared, &RunModel::problemChanged, &RunModel::basinMapChanged,
                              &RunModel::certificateChanged, &RunModel::finished})
        connect(model, signal, this, &BasinMapPlot::markStale);
}

void BasinMapPlot::setView(View view) {
    if (view == view_) return;
    view_ = view;
    viewBox_->setCurrentIndex(static_cast<int>(view));
    markStale();
}

QStringList BasinMapPlot::allViews() {
    return viewWords<View>();
}

QStringList BasinMapPlot::views() const {
    QStringList words{viewWord(View::success_rate), viewWord(View::median_iterations)};
    if (isNetwork()) words << viewWord(View::objective);
    return words;
}

void BasinMapPlot::setView(const QString& word) {
    fillViewBox();
    if (const auto wanted = viewOf<View>(word)) setView(*wanted);
}

double BasinMapPlot::shownValue(const BasinMapCell& cell) const {
    if (cell.trials > 0 && view_ == View::objective) return cell.median_objective;
    if (cell.trials == 0 || cell.successes == 0) return not_applicable;
    return view_ == View::success_rate ? rate(cell) : cell.median_iterations;
}

ColorScale BasinMapPlot::scaleOf(const std::vector<double>& values) const {
    switch (view_) {
        case View::success_rate:
            return ColorScale::linear(ColorMap::cividis, 0, 1);
        case View::median_iterations:
            return ColorScale(ColorScale::Kind::linear, ColorMap::cividis, values);
        case View::objective:
            break;
    }
    return ColorScale(ColorScale::Kind::logarithmic, ColorMap::viridis, values);  // a loss, as the landscape
}

QString BasinMapPlot::viewName() const {
    switch (view_) {
        case View::success_rate:
            return tr("success rate");
        case View::median_iterations:
            return tr("median iterations");
        case View::objective:
            break;
    }
    return tr("final objective");
}

QString BasinMapPlot::meaning() const {
    if (view_ == View::objective) return tr("median objective of the network at the end of all starts");
    if (!isNetwork())
        return view_ == View::success_rate ? tr("share of random starts that converge")
                                           : tr("median iterations of the starts that converge");
    const auto& spec = model()->results().experiment.basin_map;
    const long within = std::lround(100 * (spec ? spec->success_within : BasinMapSpec{}.success_within));
    return (view_ == View::success_rate
                ? tr("share of random starts that come within %1 % of the objective of an exact run")
                : tr("median iterations of the starts that come within %1 % of an exact run"))
        .arg(within);
}

void BasinMapPlot::explainNetworkAbsence() {
    const bool wanted = model()->results().experiment.basin_map.has_value();
    setEmptyMessage(!wanted ? tr("Tick \"Compute the basin map\" under More, then press Run.")
                    : model()->results().stopped ? tr("The run was stopped before the basin map.")
                    : model()->isRunning()       ? tr("The basin map comes after the solvers.")
                                                 : tr("Press Run to see which starts train well."));
}

void BasinMapPlot::colourCells() {
    if (coloured_ == map_ && colouredAs_ == view_) return;
    coloured_ = map_;
    colouredAs_ = view_;
    picture_ = MapPicture(map_);
    std::vector<double> values;
    values.reserve(picture_.cells().size());
    for (const BasinMapCell& cell : picture_.cells()) values.push_back(shownValue(cell));
    scale_ = scaleOf(values);
    std::vector<QRgb> colors(values.size());
    std::transform(values.begin(), values.end(), colors.begin(),
                   [this](double value) { return scale_.color(value); });
    heatmap_ = Heatmap(std::move(colors), picture_.columns(), picture_.rows(), picture_.centres());
}

void BasinMapPlot::explainAbsence() {
    subtitle_.clear();
    if (isNetwork()) {
        explainNetworkAbsence();
        return;
    }
    const bool wanted = model() == nullptr || model()->results().experiment.basin_map;
    const bool running = model() != nullptr && model()->isRunning();
    const bool stopped = model() != nullptr && model()->results().stopped;
    const Minimiser* minimiser =
        model() != nullptr && model()->problem() ? &model()->problem()->minimiser : nullptr;
    const bool doubtful = minimiser != nullptr && !minimiser->verified;
    const bool onKink = !doubtful && minimiser != nullptr && minimiser->on_kink();
    setEmptyMessage(!wanted    ? tr("This experiment asks for no basin map.")
                    : doubtful ? tr("No basin map: the minimiser could not be verified, so there is "
                                    "nothing that a start could be said to reach.")
                    : onKink   ? tr("No basin map: the minimiser sits on a kink, where no gradient "
                                      "vanishes, so no start could end converged.")
                    : stopped  ? tr("The run was stopped before the basin map.")
                    : running  ? tr("The basin map comes after the solvers.")
                               : tr("Press Run to see from how far away Newton finds the minimum."));
}

void BasinMapPlot::rebuild() {
    map_ = model() == nullptr ? nullptr : model()->results().basin_map;
    fillViewBox();
    if (map_ == nullptr || map_->cells.empty()) {
        explainAbsence();
        return;
    }
    setEmptyMessage({});
    colourCells();
    subtitle_ = meaning();
    subtitle_ += map_->complete ? view_ == View::objective ? QString() : tr(" · hatched: none does")
                                : tr(" · %1 of about %2 cells").arg(map_->computed).arg(map_->expected);
    PlotAxis radius = cellAxis(map_->radii, AxisTransform::logarithmic(1e-300),
                               isNetwork() ? tr("initial deviation") : tr("initialisation radius"));
    radius.shortLabel = isNetwork() ? tr("deviation") : tr("radius");
    PlotAxis error = cellAxis(map_->errors, AxisTransform::linear(),
                              isNetwork() ? tr("step tolerance") : tr("approximation error"));
    error.shortLabel = isNetwork() ? tr("tolerance") : tr("error");
    setAxes(radius, error);
    const bool whole = std::ranges::all_of(picture_.cells(), [this](const BasinMapCell& cell) {
        const double value = shownValue(cell);
        return std::isnan(value) || value == std::trunc(value);
    });
    setColorBar(scale_, viewName(), view_ == View::median_iterations && whole);
    setCurves({}, signs());
}

std::vector<LegendEntry> BasinMapPlot::signs() const {
    const auto some = [this](const auto& condition) {
        return std::ranges::any_of(picture_.cells(), condition);
    };
    std::vector<LegendEntry> entries;
    if (view_ != View::objective && some(&hasFailed))
        entries.push_back({tr("no start arrives"), plotStyle().theme.danger, Qt::SolidLine, {}});
    if (some([this](const BasinMapCell& cell) { return cell.trials > 0 && isHole(cell); }))
        entries.push_back({tr("not finite"), plotStyle().theme.muted, Qt::SolidLine, {}});
    if (some([](const BasinMapCell& cell) { return cell.trials == 0; }))
        entries.push_back({tr("not computed"), plotStyle().theme.grid, Qt::SolidLine, {}});
    return entries;
}

bool BasinMapPlot::isHole(const BasinMapCell& cell) const {
    return view_ == View::objective && !std::isfinite(cell.median_objective);
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
    for (Index j = 0; j < map_->errors.size(); ++j) {
        for (Index i = 0; i < map_->radii.size(); ++i) {
            if (map_->cell(i, j).trials > 0) continue;
            painter.setPen(QPen(plotStyle().theme.grid, 1));
            painter.setBrush(Qt::NoBrush);
            const QRectF cell = pixels(picture_.coarseCell(i, j));
            if (!cell.isEmpty()) painter.drawRect(cell);
        }
    }
    painter.setRenderHint(QPainter::Antialiasing, true);
    // The final objective is known of failures too, where it is finite.
    const bool objective = view_ == View::objective;
    const auto hatched = [this, objective](const BasinMapCell& cell) {
        return objective ? cell.trials > 0 && isHole(cell) : hasFailed(cell);
    };
    const QColor color = objective ? plotStyle().theme.muted : plotStyle().theme.danger;
    for (const QRect& block : picture_.blocks(hatched)) {
        const QRectF cells = heatmap_.cells(block.left(), block.top(), block.width(), block.height());
        drawHatching(painter, pixels(cells), color);
    }
}

void BasinMapPlot::paintAbove(QPainter& painter, const PlotFrame& frame) {
    if (map_ == nullptr || map_->cells.empty()) return;
    if (current_) drawCrossHair(painter, frame, *current_, plotStyle().theme.accent);
    const double radius = guaranteedRadius();
    const bool roomy = frame.area.width() > 26 * plotStyle().fontSize;
    if (radius > 0)
        drawRadiusMark(painter, frame, radius, roomy ? tr("guaranteed radius") : tr("guaranteed"),
                       plotStyle());
}

double BasinMapPlot::guaranteedRadius() const {
    return model() != nullptr && model()->hasCertificate()
               ? model()->results().certificate.guaranteed_radius_certified
               : not_applicable;
}

std::optional<PlacedCell> BasinMapPlot::cellAt(QPointF data) const {
    if (map_ == nullptr || map_->cells.empty() || !(data.x() > 0)) return std::nullopt;
    return picture_.at({std::log10(data.x()), data.y()});
}

QStringList BasinMapPlot::readoutAt(QPointF data) const {
    const auto found = cellAt(data);
    if (!found) return {};
    const BasinMapCell& cell = found->cell;
    QStringList lines{
        (isNetwork() ? tr("deviation %1, tolerance %2") : tr("radius %1, error %2"))
            .arg(formatNumber(map_->radius_at(found->place)), formatNumber(map_->error_at(found->place)))};
    if (cell.trials == 0) return lines << tr("not computed yet");
    const RateInterval interval = wilson_interval(cell.successes, cell.trials);
    lines << (isNetwork() ? tr("%1 of %2 came close enough") : tr("%1 of %2 converged"))
                 .arg(cell.successes)
                 .arg(cell.trials)
          << tr("rate %1, 95 % between %2 and %3")
                 .arg(formatNumber(rate(cell), 2), formatNumber(interval.low, 2),
                      formatNumber(interval.high, 2));
    if (cell.successes > 0) lines << tr("median %1 iterations").arg(formatNumber(cell.median_iterations));
    if (isNetwork()) lines << tr("median objective %1").arg(formatNumber(cell.median_objective, 4));
    return lines;
}

void BasinMapPlot::clicked(QPointF data) {
    if (const auto found = cellAt(data))
        emit cellPicked(map_->radius_at(found->place), map_->error_at(found->place));
}

QString BasinMapPlot::summary() const {
    if (map_ == nullptr || map_->cells.empty()) return emptyMessage();
    const std::vector<PlacedCell> cells = computed_cells(*map_);
    const auto all = std::ranges::count_if(
        cells, [](const PlacedCell& placed) { return placed.cell.successes == placed.cell.trials; });
    return (isNetwork()
                ? tr("%1 deviations by %2 tolerances and %3 finer cells, %4 cells computed; in %5 of them "
                     "every start came close enough.")
                : tr("%1 radii by %2 errors and %3 finer cells, %4 cells computed; in %5 of them every "
                     "start converged."))
        .arg(map_->radii.size())
        .arg(map_->errors.size())
        .arg(map_->refined.size())
        .arg(map_->computed)
        .arg(all);
}

QByteArray BasinMapPlot::csv() const {
    return QByteArray::fromStdString(basin_map_csv(map_ == nullptr ? BasinMap{} : *map_));
}

}  // namespace basin::ui
