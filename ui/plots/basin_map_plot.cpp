// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/basin_map_plot.h"

#include <algorithm>
#include <cmath>

#include <QSignalBlocker>

#include "core/io/basin_map_csv.h"
#include "core/numeric/rate_interval.h"
#include "ui/chart/marker.h"
#include "ui/chart/number_format.h"
#include "ui/chart/signs.h"
#include "ui/families/family_view.h"
#include "ui/plots/choice_row.h"
#include "ui/plots/map_causes.h"
#include "ui/plots/map_marks.h"
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

/// A start that is none of the map's stands at its distance from the minimiser.
std::optional<QPointF> settingOf(const Results& results) {
    const FamilyView& family = familyViewOf(results.experiment);
    const double distance = results.certificate.start_radius;
    if (const auto setting = family.mapSetting(results.experiment)) return setting;
    if (!std::isfinite(distance)) return std::nullopt;
    Experiment atDistance = results.experiment;
    family.placeOnMap(atDistance.start, distance);
    return family.mapSetting(atDistance);
}

}  // namespace

BasinMapPlot::BasinMapPlot(QWidget* parent)
    : PlotView(parent),
      viewBox_(makeChoice(this, tr("View"), tr("What the colours say"))),
      zoom_([](const PictureParts& parts, const BasinMapSpec& part, const auto&, const auto& sink,
               const std::stop_token& stop) { return parts.basin_map(part, sink, stop); }) {
    fillViewBox();
    connect(this, &PlotView::zoomChanged, this, [this] {
        askForPart();
        markStale();
    });
    connect(&zoom_, &PartClock::changed, this, &BasinMapPlot::markStale);
    connect(viewBox_, &QComboBox::currentIndexChanged, this,
            [this](int index) { setView(static_cast<View>(viewBox_->itemData(index).toInt())); });
}

void BasinMapPlot::fillViewBox() {
    const QSignalBlocker quiet(viewBox_);
    const auto offered = familyShown(model()).mapViews();
    if (viewBox_->count() == std::ssize(offered)) return;
    viewBox_->clear();
    for (const View each : offered) viewBox_->addItem(nameOf(each), static_cast<int>(each));
    if (std::ranges::find(offered, view_) == offered.end()) view_ = offered.front();
    viewBox_->setCurrentIndex(viewBox_->findData(static_cast<int>(view_)));
}

QString BasinMapPlot::nameOf(View view) {
    switch (view) {
        case View::success_rate:
            return tr("Success rate");
        case View::median_iterations:
            return tr("Median iterations");
        case View::cause:
            return tr("Why starts fail");
        case View::objective:
            break;
    }
    return tr("Final objective");
}

void BasinMapPlot::setModel(RunModel* model) {
    PlotView::setModel(model);
    current_.reset();
    zoom_.drop();
    if (model == nullptr) return;
    connect(model, &RunModel::cleared, this, [this] { zoom_.drop(); });
    connect(model, &RunModel::finished, this, &BasinMapPlot::askForPart);
    current_ = settingOf(model->results());
    for (const auto signal : {&RunModel::cleared, &RunModel::certificateChanged})
        connect(model, signal, this, [this] { current_ = settingOf(this->model()->results()); });
    followStage(Stage::basin_map);
    for (const auto signal :
         {&RunModel::cleared, &RunModel::problemChanged, &RunModel::certificateChanged, &RunModel::finished})
        connect(model, signal, this, &BasinMapPlot::markStale);
}

void BasinMapPlot::setView(View view) {
    if (view == view_) return;
    view_ = view;
    viewBox_->setCurrentIndex(viewBox_->findData(static_cast<int>(view)));
    markStale();
}

QStringList BasinMapPlot::views() const {
    QStringList words;
    for (const View each : familyShown(model()).mapViews()) words << viewWord(each);
    return words;
}

void BasinMapPlot::setView(const QString& word) {
    fillViewBox();
    if (const auto wanted = viewOf<View>(word)) setView(*wanted);
}

PlotChoices BasinMapPlot::choices() const {
    return view_ == familyShown(model()).mapViews().front() ? PlotChoices()
                                                            : PlotChoices{viewWord(view_), {}, {}};
}

void BasinMapPlot::setChoices(const PlotChoices& wanted) {
    fillViewBox();
    setView(familyShown(model()).mapViews().front());
    setView(wanted.view);
}

double BasinMapPlot::shownValue(const BasinMapCell& cell) const {
    if (cell.trials > 0 && view_ == View::objective) return cell.median_objective;
    if (cell.trials == 0 || cell.successes == 0) return not_applicable;
    return view_ == View::success_rate ? rate(cell) : cell.median_iterations;
}

ColorScale BasinMapPlot::scaleOf(const std::vector<double>& values) const {
    switch (view_) {
        case View::cause:  // has none
        case View::success_rate:
            return ColorScale::linear(inPalette(plotStyle().palette, ColorMap::cividis), 0, 1);
        case View::median_iterations:
            return ColorScale(ColorScale::Kind::linear, inPalette(plotStyle().palette, ColorMap::cividis),
                              values);
        case View::objective:
            break;
    }
    // A loss, as the landscape.
    return ColorScale(ColorScale::Kind::logarithmic, inPalette(plotStyle().palette, ColorMap::viridis),
                      values);
}

QString BasinMapPlot::viewName() const {
    switch (view_) {
        case View::success_rate:
            return tr("success rate");
        case View::median_iterations:
            return tr("median iterations");
        case View::cause:
            return {};
        case View::objective:
            break;
    }
    return tr("final objective");
}

bool BasinMapPlot::isOfArrivals() const {
    return view_ == View::success_rate || view_ == View::median_iterations;
}

std::vector<BasinMapCell> BasinMapPlot::shownCells() const {
    std::vector<BasinMapCell> cells;
    for (const MapLayer* layer : {&wholeLayer_, &belowLayer_, &partLayer_})
        cells.insert(cells.end(), layer->picture().cells().begin(), layer->picture().cells().end());
    return cells;
}

void BasinMapPlot::colourCells() {
    const auto show = [](MapLayer& layer, const std::shared_ptr<const BasinMap>& map) {
        if (layer.map() == map) return false;
        layer = MapLayer(map);
        return true;
    };
    bool isOther = show(wholeLayer_, map_);
    isOther = show(belowLayer_, zoom_.below()) || isOther;
    isOther = show(partLayer_, zoom_.picture()) || isOther;
    const QRgb card = plotStyle().theme.card.rgb();
    const std::tuple wanted(view_, plotStyle().palette, card);
    if (!isOther && colouredAs_ == wanted) return;
    colouredAs_ = wanted;
    std::vector<double> values;
    for (const BasinMapCell& cell : shownCells()) values.push_back(shownValue(cell));
    scale_ = scaleOf(values);
    causes_ = leadingCauses(shownCells());
    const auto colorOver = [this](QRgb ground) {
        return [this, ground](const BasinMapCell& cell) {
            if (view_ == View::cause) return causeColorOf(cell, causes_, plotStyle());
            const double value = shownValue(cell);
            return cell.trials > 0 && std::isnan(value) ? ground : scale_.color(value);
        };
    };
    wholeLayer_.colour(colorOver(qRgba(0, 0, 0, 0)));
    for (MapLayer* layer : {&belowLayer_, &partLayer_}) layer->colour(colorOver(card));
}

void BasinMapPlot::rebuild() {
    const auto map = model() == nullptr ? nullptr : model()->results().basin_map;
    if (map != map_) zoom_.drop();  // it was another one's
    map_ = map;
    fillViewBox();
    if (map_ == nullptr || map_->cells.empty()) {
        subtitle_.clear();
        setEmptyMessage(familyShown(model()).mapAbsence(model()));
        return;
    }
    setEmptyMessage({});
    colourCells();
    const FamilyView& family = familyShown(model());
    const MapWords words = family.mapWords();
    subtitle_ = family.mapMeaning(view_, model()->results().experiment);
    subtitle_ += progressText();
    if (isDeepest()) subtitle_ += tr(" · as deep as double precision goes");
    PlotAxis radius = cellAxis(map_->radii, AxisTransform::logarithmic(1e-300), words.radius);
    radius.shortLabel = words.shortRadius;
    PlotAxis error = cellAxis(map_->errors, AxisTransform::linear(), words.error);
    error.shortLabel = words.shortError;
    setAxes(radius, error);
    const bool whole = std::ranges::all_of(wholeLayer_.picture().cells(), [this](const BasinMapCell& cell) {
        const double value = shownValue(cell);
        return std::isnan(value) || value == std::trunc(value);
    });
    setColorBar(view_ == View::cause ? std::nullopt : std::optional(scale_), viewName(),
                view_ == View::median_iterations && whole);
    setCurves({}, signs());
    askForPart();  // of another map a zoom that stays is computed again
}

std::vector<LegendEntry> BasinMapPlot::signs() const {
    const auto some = [this](const auto& condition) {
        return std::ranges::any_of(wholeLayer_.picture().cells(), condition) ||
               std::ranges::any_of(partLayer_.picture().cells(), condition);
    };
    const Theme& theme = plotStyle().theme;
    std::vector<LegendEntry> entries =
        view_ == View::cause ? causeSigns(shownCells(), causes_, plotStyle()) : std::vector<LegendEntry>();
    if (isOfArrivals() && some(&hasFailed))
        entries.push_back(signEntry(tr("no start arrives"), hatchedSign(theme.card, theme.danger)));
    if (some([this](const BasinMapCell& cell) { return cell.trials > 0 && isHole(cell); }))
        entries.push_back(signEntry(tr("not finite"), hatchedSign(theme.card, theme.muted)));
    if (std::ranges::any_of(wholeLayer_.picture().cells(),
                            [](const BasinMapCell& cell) { return cell.trials == 0; }))
        entries.push_back(
            signEntry(tr("not computed"),
                      areaSign(Qt::transparent, QPen(theme.muted, std::max(0.5, plotStyle().thinnestLine)))));
    return entries;
}

bool BasinMapPlot::isHatched(const BasinMapCell& cell) const {
    switch (view_) {
        case View::cause:
            return failsForUnknownCause(cell);
        case View::objective:  // known of failures too, where it is finite
            return cell.trials > 0 && isHole(cell);
        case View::success_rate:
        case View::median_iterations:
            break;
    }
    return hasFailed(cell);
}

bool BasinMapPlot::isHole(const BasinMapCell& cell) const {
    return view_ == View::objective && !std::isfinite(cell.median_objective);
}

void BasinMapPlot::paintBelow(QPainter& painter, const PlotFrame& frame) {
    const Theme& theme = plotStyle().theme;
    const QColor hatching = isOfArrivals() ? theme.danger : theme.muted;
    const auto hatched = [this](const BasinMapCell& cell) { return isHatched(cell); };
    for (const MapLayer* layer : {&wholeLayer_, &belowLayer_, &partLayer_})
        layer->paint(painter, frame, hatched, hatching);
    wholeLayer_.paintMissing(painter, frame, QPen(theme.muted, std::max(0.5, plotStyle().thinnestLine)));
}

void BasinMapPlot::paintAbove(QPainter& painter, const PlotFrame& frame) {
    if (map_ == nullptr || map_->cells.empty()) return;
    const bool roomy = frame.area.width() > 26 * painter.font().pixelSize();
    MapMarks marks{{}, tr("you are here"), {}};
    if (plotStyle().annotations) marks.setting = current_;
    if (!plotStyle().theory) {
        drawMapMarks(painter, frame, marks, plotStyle());
        return;
    }
    if (const double radius = guaranteedRadius(); radius > 0)
        marks.radii.push_back({radius, roomy ? tr("guaranteed radius") : tr("guaranteed")});
    if (const double radius = measuredRadius(); radius > 0)
        marks.radii.push_back({radius, roomy ? tr("measured radius") : tr("measured")});
    drawMapMarks(painter, frame, marks, plotStyle());
}

double BasinMapPlot::measuredRadius() const {
    return model() != nullptr && model()->hasCertificate() ? model()->results().certificate.basin_radius
                                                           : not_applicable;
}

double BasinMapPlot::guaranteedRadius() const {
    return model() != nullptr && model()->hasCertificate()
               ? model()->results().certificate.guaranteed_radius_certified
               : not_applicable;
}

std::optional<BasinMapPlot::FoundCell> BasinMapPlot::cellAt(QPointF data) const {
    if (map_ == nullptr || map_->cells.empty() || !(data.x() > 0)) return std::nullopt;
    for (const MapLayer* layer : {&partLayer_, &belowLayer_, &wholeLayer_}) {
        const auto found = layer->picture().at({std::log10(data.x()), data.y()});
        if (found && (found->cell.trials > 0 || layer == &wholeLayer_))
            return FoundCell{*found, layer->map()->radius_at(found->place),
                             layer->map()->error_at(found->place)};
    }
    return std::nullopt;
}

QStringList BasinMapPlot::readoutAt(QPointF data) const {
    const auto found = cellAt(data);
    if (!found) return {};
    const BasinMapCell& cell = found->placed.cell;
    const FamilyView& family = familyShown(model());
    const MapWords words = family.mapWords();
    QStringList lines{placeText(*found)};
    if (cell.trials == 0) return lines << tr("not computed yet");
    const RateInterval interval = wilson_interval(cell.successes, cell.trials);
    lines << words.arrived.arg(cell.successes).arg(cell.trials)
          << tr("rate %1, 95 % between %2 and %3")
                 .arg(formatNumber(rate(cell), 2), formatNumber(interval.low, 2),
                      formatNumber(interval.high, 2));
    if (cell.successes > 0)
        lines << (cell.median_iterations == 1
                      ? tr("median 1 iteration")
                      : tr("median %1 iterations").arg(formatNumber(cell.median_iterations)));
    if (std::ranges::find(family.mapViews(), View::objective) != family.mapViews().end())
        lines << tr("median objective %1").arg(formatNumber(cell.median_objective, 4));
    return lines << causeLines(cell, explained_ == QPointF(found->radius, found->error));
}

void BasinMapPlot::clicked(QPointF data) {
    const auto found = cellAt(data);
    if (!found) return;
    explained_ = QPointF(found->radius, found->error);
    emit cellPicked(found->radius, found->error);
}

QString BasinMapPlot::summary() const {
    if (map_ == nullptr || map_->cells.empty()) return emptyMessage();
    const std::vector<PlacedCell> cells = computed_cells(*map_);
    const auto all = std::ranges::count_if(
        cells, [](const PlacedCell& placed) { return placed.cell.successes == placed.cell.trials; });
    return familyShown(model())
        .mapWords()
        .summary.arg(map_->radii.size())
        .arg(map_->errors.size())
        .arg(map_->refined.size())
        .arg(map_->computed)
        .arg(all);
}

QByteArray BasinMapPlot::csv() const {
    return QByteArray::fromStdString(basin_map_csv(map_ == nullptr ? BasinMap{} : *map_));
}

}  // namespace basin::ui
