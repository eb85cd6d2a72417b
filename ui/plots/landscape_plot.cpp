// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/landscape_plot.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iterator>
#include <limits>
#include <utility>

#include <QCoreApplication>
#include <QKeyEvent>
#include <QSignalBlocker>

#include "core/io/formats/csv.h"
#include "ui/chart/number_format.h"
#include "ui/chart/plot_gestures.h"
#include "ui/chart/signs.h"
#include "ui/families/family_view.h"
#include "ui/plots/choice_row.h"
#include "ui/plots/run_look.h"
#include "ui/plots/surface_sight.h"
#include "ui/plots/view_words.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

// Of the drag and of one press of a key.
constexpr double degreesPerPixel = 0.5, degreesPerKey = 5;
constexpr auto restDelay = std::chrono::milliseconds(120);

struct ViewInfo {
    const char* name;
    LandscapeLook look;
};
// In the order of LandscapeView.
const std::array viewInfos{
    ViewInfo{QT_TRANSLATE_NOOP("LandscapeViews", "Log levels"), ColorScale::Kind::logarithmic},
    ViewInfo{QT_TRANSLATE_NOOP("LandscapeViews", "Quantiles"), ColorScale::Kind::quantile},
    ViewInfo{QT_TRANSLATE_NOOP("LandscapeViews", "Linear levels"), ColorScale::Kind::linear},
    ViewInfo{QT_TRANSLATE_NOOP("LandscapeViews", "3-D, log levels"), {ColorScale::Kind::logarithmic, true}},
    ViewInfo{QT_TRANSLATE_NOOP("LandscapeViews", "3-D, quantiles"), {ColorScale::Kind::quantile, true}},
    ViewInfo{QT_TRANSLATE_NOOP("LandscapeViews", "3-D, linear levels"), {ColorScale::Kind::linear, true}},
};

static_assert(std::tuple_size_v<decltype(viewInfos)> == view_words<LandscapeView>.size());

int indexOf(const LandscapeLook& look) {
    return static_cast<int>(std::ranges::find(viewInfos, look, &ViewInfo::look) - viewInfos.begin());
}

bool isOn(const std::optional<LandscapePlane>& plane, const LandscapePlane& shown) {
    return plane && plane->plane.origin == shown.plane.origin && plane->plane.p1 == shown.plane.p1 &&
           plane->plane.p2 == shown.plane.p2;
}

}  // namespace

LandscapePlot::LandscapePlot(QWidget* parent)
    : PlanePlot(parent),
      viewBox_(makeChoice(this, tr("View"),
                          tr("How loss values become colours, flat or as a surface in three dimensions"))),
      family_(&familyShown(nullptr)),
      // At once whole: that is soon, and contours of a coarse one would only jump.
      zoom_([](const PictureParts& parts, const PlanePart& part, const auto&, const auto&,
               const std::stop_token& stop) { return parts.landscape(part, stop); }),
      restTimer_(this) {
    fillViewBox();
    connect(viewBox_, &QComboBox::currentIndexChanged, this,
            [this](int index) { setView(viewInfos[static_cast<std::size_t>(index)].look); });
    restTimer_.setSingleShot(true);
    restTimer_.setInterval(restDelay);
    connect(&restTimer_, &QTimer::timeout, this, &LandscapePlot::comeToRest);
    connect(this, &PlotView::zoomChanged, this, [this] {
        askForPart();
        if (isSurface()) keepMoving();
    });
    connect(&zoom_, &PartClock::changed, this, &LandscapePlot::markStale);
}

void LandscapePlot::fillViewBox() {
    const QString flat = tr("The landscape from above: colours and contour lines.");
    const QString surface =
        tr("The landscape as a surface. Drag turns it, the wheel zooms, Shift and drag moves along; a click "
           "starts at the place that you see there. The arrow keys turn it too, Home resets.");
    for (const ViewInfo& info : viewInfos) {
        viewBox_->addItem(QCoreApplication::translate("LandscapeViews", info.name));
        viewBox_->setItemData(viewBox_->count() - 1, info.look.isSurface ? surface : flat, Qt::ToolTipRole);
    }
}

void LandscapePlot::setModel(RunModel* model) {
    PlanePlot::setModel(model);
    zoom_.drop();
    if (model == nullptr) return;
    // What is whole stays as it is; else it says that nothing more comes.
    followStage(Stage::repeats);
    connect(model, &RunModel::cleared, this, [this] { zoom_.drop(); });
    connect(model, &RunModel::finished, this, [this] {
        askForPart();
        if (landscape_ == nullptr || landscape_->stride > 1) markStale();
    });
}

// Beside a run, which has the processors, the whole has to do.
void LandscapePlot::askForPart() {
    const auto whole = model() != nullptr ? model()->results().landscape : nullptr;
    const auto view = zoomedView();
    if (!view || whole == nullptr || whole->values.size() == 0 || whole->stride > 1)
        zoom_.drop();
    else if (!model()->isRunning())
        zoom_.ask(model()->results(), whole, partOf(*view));
}

LandscapeLook LandscapePlot::view() const {
    const auto chosen = chosen_.find(family_);
    return chosen != chosen_.end() ? chosen->second : LandscapeLook(family_->firstLandscapeView());
}

void LandscapePlot::setView(LandscapeLook wanted) {
    onFamilyChanged();
    if (wanted == view()) return;
    chosen_.insert_or_assign(family_, wanted);
    viewBox_->setCurrentIndex(indexOf(wanted));
    colored_.reset();
    markStale();
}

QStringList LandscapePlot::views() const {
    return viewWords<LandscapeView>();
}

void LandscapePlot::setView(const QString& word) {
    if (const auto wanted = viewOf<LandscapeView>(word))
        setView(viewInfos[static_cast<std::size_t>(*wanted)].look);
}

PlotChoices LandscapePlot::choices() const {
    if (view() == LandscapeLook(family_->firstLandscapeView())) return {};
    return {viewWord(static_cast<LandscapeView>(indexOf(view()))), {}, {}};
}

void LandscapePlot::setChoices(const PlotChoices& wanted) {
    onFamilyChanged();
    setView(LandscapeLook(family_->firstLandscapeView()));
    setView(wanted.view);
}

void LandscapePlot::setLandscape(std::shared_ptr<const Landscape> whole,
                                 std::shared_ptr<const Landscape> part) {
    const Palette palette = plotStyle().palette;
    if (whole == landscape_ && part == part_ && colored_ == palette) return;
    colored_ = palette;
    invalidateLayer();
    landscape_ = std::move(whole);
    part_ = std::move(part);
    picture_ = partPicture_ = {};
    if (landscape_ == nullptr || landscape_->values.size() == 0) return;
    // The colours tell the values that are looked at.
    scale_ = LandscapePicture::scaleFor(part_ != nullptr ? *part_ : *landscape_, view().kind, palette);
    if (isSurface()) {
        surface_.setValues(landscape_, part_, scale_);
        return;
    }
    picture_ = LandscapePicture(*landscape_, scale_);
    if (part_ != nullptr) partPicture_ = LandscapePicture(*part_, scale_);
}

void LandscapePlot::onFamilyChanged() {
    if (model() == nullptr || &familyShown(model()) == family_) return;
    family_ = &familyShown(model());
    const QSignalBlocker quiet(viewBox_);
    viewBox_->setCurrentIndex(indexOf(view()));
    colored_.reset();
}

void LandscapePlot::rebuild() {
    onFamilyChanged();
    const auto whole = model() == nullptr ? nullptr : model()->results().landscape;
    if (whole != landscape_) zoom_.drop();  // it was another one's
    setLandscape(whole, zoom_.picture());
    if (landscape_ == nullptr || landscape_->values.size() == 0) {
        subtitle_.clear();
        const bool wanted = model() == nullptr || model()->results().experiment.landscape;
        const bool running = model() != nullptr && model()->isRunning();
        showNothing(!wanted   ? tr("No landscape comes with this run: its experiment has none.")
                    : running ? waitingMessage()
                    : model() != nullptr && model()->results().stopped
                        ? tr("The run was stopped before the landscape.")
                        : tr("Press Run to see the loss around the lowest point found."));
        return;
    }
    const Landscape& lookedAt = part_ != nullptr ? *part_ : *landscape_;
    const bool some = lookedAt.values.array().isFinite().any();
    setColorBar(some ? std::optional(scale_) : std::nullopt, tr("loss"));
    std::vector<LegendEntry> signs;
    if (!isSurface() && (picture_.hasHoles() || partPicture_.hasHoles()))
        signs.push_back(
            signEntry(tr("not finite"), hatchedSign(plotStyle().theme.card, LandscapePicture::holeColor())));
    setTurning(isSurface() ? std::optional(surfacePixels()) : std::nullopt);
    showPlane(landscape_->plane, landscape_->a, landscape_->b, std::move(signs));
    if (isSurface()) {
        const auto [aName, bName] = axisNames();
        surface_.setAxisNames(plotStyle().x.label.value_or(aName), plotStyle().y.label.value_or(bName));
    }
    laySeedPaths();
    subtitle_ = planeCaption();
    if (isSurface() && hasHoles()) subtitle_ += tr(" · no loss over holes: it is not finite there");
    subtitle_ += depthNote();
    if (landscape_->stride > 1) subtitle_ += model()->isRunning() ? tr(" · refining") : tr(" · left coarse");
    askForPart();
}

// Faint, below the run's own. Of those that lie on another plane nothing is known here.
void LandscapePlot::laySeedPaths() {
    seedPaths_.clear();
    const Results& results = model()->results();
    if (isSurface() || !results.repeats || !isOn(results.repeats->plane, landscape_->plane)) return;
    invalidateLayer();
    const bool ended = model()->playhead() >= model()->lastIteration();
    const Index upTo = ended ? std::numeric_limits<Index>::max() : model()->playhead();
    for (const std::size_t run : shownRuns(results, plotStyle()))
        if (run < results.repeats->solvers.size())
            seedPaths_.addPaths(results.repeats->solvers[run], runStyle(results, run, plotStyle()).color,
                                upTo);
}

QString LandscapePlot::waitingMessage() const {
    if (const QString waiting = family_->planeWords().waiting; !waiting.isEmpty()) return waiting;
    return needs_runs(model()->results().experiment.landscape->plane)
               ? tr("The plane is made from the runs: the landscape comes after them.")
               : tr("The landscape is being computed.");
}

bool LandscapePlot::hasHoles() const {
    const Landscape& lookedAt = part_ != nullptr ? *part_ : *landscape_;
    return lookedAt.stride == 1 && !lookedAt.values.allFinite();
}

PixelMeaning LandscapePlot::surfacePixels() const {
    return {[this](QPointF pixel) {
                const ViewRange view = viewRange();
                return dataUnder(pixel).value_or(
                    QPointF((view.left + view.right) / 2, (view.bottom + view.top) / 2));
            },
            [this](QPointF pixels) {
                const QPointF way = surfaceProjection().wayOf(pixels);  // the box is two units wide
                return QPointF(way.x() * viewRange().width() / 2, way.y() * viewRange().height() / 2);
            }};
}

bool LandscapePlot::isTurned() const {
    return isSurface() && surfaceAngles() != SurfaceAngles();
}

void LandscapePlot::setSurfaceAngles(const SurfaceAngles& angles) {
    if (!surface_.setAngles(angles)) return;
    emit zoomChanged();
    comeToRest();
}

void LandscapePlot::resetZoom() {
    PlanePlot::resetZoom();
    if (isSurface()) setSurfaceAngles({});
}

void LandscapePlot::turn(QPointF by, bool first) {
    if (first) anglesBefore_ = surfaceAngles();
    // What is near follows the pointer.
    setSurfaceAngles(anglesBefore_.turnedBy(-degreesPerPixel * by.x(), degreesPerPixel * by.y()));
    keepMoving();
}

void LandscapePlot::keyPressEvent(QKeyEvent* event) {
    const auto by = [key = event->key()](int back, int forth) {
        return key == forth ? degreesPerKey : key == back ? -degreesPerKey : 0;
    };
    const double turnBy = by(Qt::Key_Right, Qt::Key_Left), tiltBy = by(Qt::Key_Up, Qt::Key_Down);
    if (!isSurface() || (turnBy == 0 && tiltBy == 0) || event->modifiers().testFlag(Qt::AltModifier)) {
        PlanePlot::keyPressEvent(event);
        return;
    }
    setSurfaceAngles(surfaceAngles().turnedBy(turnBy, tiltBy));
    keepMoving();
}

void LandscapePlot::keepMoving() {
    surface_.setMoving(true);
    restTimer_.start();
    invalidateLayer();
}

void LandscapePlot::comeToRest() {
    restTimer_.stop();
    surface_.setMoving(false);
    invalidateLayer();
}

std::optional<QPointF> LandscapePlot::dataUnder(QPointF pixel) const {
    if (!isSurface()) return PlanePlot::dataUnder(pixel);
    const auto seen = seenAt(surfaceMesh(), surfaceProjection(), pixel);
    return seen ? std::optional(surfaceMesh().planeAt(*seen)) : std::nullopt;
}

PlanePlot::Spot LandscapePlot::spotOf(const PlotFrame& frame, double a, double b) const {
    if (!isSurface()) return PlanePlot::spotOf(frame, a, b);
    const SurfaceMesh& mesh = surface_.mesh(frame, plotStyle());
    const SurfaceProjection& projection = surface_.projection(frame, plotStyle());
    BoxPoint on = mesh.on(a, b);
    const BoxPoint edge{std::clamp(on.a, -1.0, 1.0), std::clamp(on.b, -1.0, 1.0), 0};
    if (std::isnan(on.height)) on.height = 0;  // over a hole: on the ground
    if (edge.a == on.a && edge.b == on.b)
        return {projection.toPixel(on), true, isCovered(mesh, projection, on)};
    const double height = mesh.heightOver(edge.a, edge.b);
    on.height = std::isnan(height) ? 0 : height;
    return {projection.toPixel({edge.a, edge.b, on.height}), false, false, projection.toPixel(on)};
}

void LandscapePlot::paintAbove(QPainter& painter, const PlotFrame& frame) {
    if (isSurface() && landscape_ != nullptr) surface_.paintCurves(painter, frame, plotStyle());
    PlanePlot::paintAbove(painter, frame);
}

void LandscapePlot::paintBelow(QPainter& painter, const PlotFrame& frame) {
    if (isSurface()) {
        surface_.paint(painter, frame, plotStyle());
        return;
    }
    if (!partPicture_.covers(frame.view)) picture_.paint(painter, frame, plotStyle().lineWidth);
    if (!partPicture_.isEmpty()) partPicture_.paint(painter, frame, plotStyle().lineWidth);
    seedPaths_.paint(painter, frame, plotStyle().lineWidth);
}

QStringList LandscapePlot::readoutAt(QPointF data) const {
    if (landscape_ == nullptr) return {};
    const Landscape* finest =
        part_ != nullptr && gridIndexAt(data, part_->a, part_->b) ? part_.get() : landscape_.get();
    const auto at = gridIndexAt(data, finest->a, finest->b);
    if (!at) return {};
    QStringList lines{placeText(data), tr("loss %1").arg(formatNumber(finest->values(at->i, at->j), 4))};
    if (const QString path = pathText(data); !path.isEmpty()) lines << path;
    return lines;
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
