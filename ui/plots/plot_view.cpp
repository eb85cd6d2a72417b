// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_view.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QKeyEvent>
#include <QVBoxLayout>

#include "ui/chart/chart_canvas.h"
#include "ui/chart/plot_gestures.h"
#include "ui/plots/shown_range.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

constexpr double keyZoom = 1.25;

}  // namespace

PlotView::PlotView(QWidget* parent)
    : QWidget(parent), canvas_(new ChartCanvas(this)), gestures_(new PlotGestures(*canvas_, this)) {
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(160, 120);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(canvas_);
    canvas_->setLayers([this](QPainter& p, const PlotFrame& f) { paintBelow(p, f); },
                       [this](QPainter& p, const PlotFrame& f) { paintAbove(p, f); });
    canvas_->setMarks([this](QPainter& p, const PlotFrame& f) {
        if (model_ != nullptr) paintMarks(p, f);
    });
    canvas_->setPlotStyle(style_);
    staleTimer_.setSingleShot(true);
    staleTimer_.setInterval(0);
    connect(&staleTimer_, &QTimer::timeout, this, &PlotView::refresh);
    connect(gestures_, &PlotGestures::viewAsked, this, &PlotView::setViewRange);
    connect(gestures_, &PlotGestures::panCancelled, this, &PlotView::undoZoom);
    connect(gestures_, &PlotGestures::backAsked, this, &PlotView::undoZoom);
    connect(gestures_, &PlotGestures::hovered, this, &PlotView::showReadout);
    connect(gestures_, &PlotGestures::left, this, [this] {
        canvas_->setLegendUnfolded(legendKept_);
        hideReadout();
    });
    connect(gestures_, &PlotGestures::clicked, this, [this](QPointF pixel, bool shift) {
        const auto data = emptyMessage_.isEmpty() ? dataUnder(pixel) : std::nullopt;
        if (!data) return;
        shift ? shiftClicked(*data) : clicked(*data);
        if (reads_) showReadout(pixel);  // a click may add to it
    });
    connect(gestures_, &PlotGestures::turnAsked, this, [this](QPointF by, bool first) { turn(by, first); });
}

PlotView::~PlotView() {
    tellHovered(std::nullopt);
}

void PlotView::setModel(RunModel* model) {
    tellHovered(std::nullopt);
    if (model_ != nullptr) {
        model_->disconnect(this);
        model_->reading().disconnect(this);
    }
    model_ = model;
    zooms_.clear();
    if (model != nullptr) {
        connect(model, &QObject::destroyed, this, &PlotView::markStale);
        connect(&model->reading(), &LinkedReading::changed, this, [this] { canvas_->updateMarks(); });
        connect(model, &RunModel::cleared, this, [this] {
            awaitsRun_ = false;
            markStale();
        });
    }
    markStale();
}

bool PlotView::showsWholeRun() const {
    return model_ != nullptr && !model_->isRunning() && !model_->results().stopped &&
           model_->results().cut_off.empty();
}

RunModel* PlotView::model() const {
    return model_;
}

void PlotView::markStale() {
    stale_ = true;
    if (isVisible() && !staleTimer_.isActive()) staleTimer_.start();
}

void PlotView::followStage(Stage stage) {
    connect(model_, &RunModel::sectionChanged, this, [this, stage](Stage changed) {
        if (changed == stage) markStale();
    });
}

void PlotView::setRefreshDelay(std::chrono::milliseconds delay) {
    staleTimer_.setInterval(delay);
}

void PlotView::refresh() {
    staleTimer_.stop();
    if (!stale_) return;
    stale_ = false;
    gestures_->setDelaysClicks(takesClicks());
    rebuild();
    setAccessibleName(title());
    setAccessibleDescription(summary());
    emit headChanged();
}

void PlotView::setTitle(const QString& title) {
    title_ = title;
    setAccessibleName(title);
    emit headChanged();
}

void PlotView::setTheme(const Theme& theme) {
    PlotStyle style = style_;
    style.theme = theme;
    setPlotStyle(style);
}

void PlotView::setPlotStyle(const PlotStyle& style) {
    style_ = style;
    canvas_->setPlotStyle(style);
    // Colours of curves may follow the theme.
    markStale();
}

ViewRange PlotView::fullView() const {
    return wholeRange(xAxis_, yAxis_);
}

bool PlotView::isPartShown() const {
    return isZoomed() || style_.x.range || style_.y.range;
}

ViewRange PlotView::shownRange() const {
    const ViewRange zoomed = zoom().current().value_or(fullView());
    if (!style_.x.range && !style_.y.range) return zoomed;
    return askedRange(zooms_.rangeOf({style_.x.range, style_.y.range}, zoomed), zoomed, square_,
                      style_.x.range.has_value(), style_.y.range.has_value());
}

bool PlotView::isShown(QPointF data) const {
    constexpr double slack = 0.002;  // of the range: a point on the edge is not outside
    const ViewRange view = shownRange();
    const auto lies = [](double at, double low, double high) {
        const double room = slack * (high - low);
        return at >= low - room && at <= high + room;
    };
    return lies(xAxis_.transform.toAxis(data.x()), view.left, view.right) &&
           lies(yAxis_.transform.toAxis(data.y()), view.bottom, view.top);
}

ViewRange PlotView::viewRange() const {
    return canvas_->content().view;
}
PlotFrame PlotView::frame() const {
    return canvas_->frame();
}

void PlotView::zoomTo(const ViewRange& view) {
    setViewRange(view, true);
}

void PlotView::setViewRange(const ViewRange& view, bool newStep) {
    const ViewRange full = fullView();
    const ViewRange now = zoom().current().value_or(full);
    const bool narrower = view.width() < now.width() && view.height() < now.height();
    if (narrower && isNarrowest(now, leastView(now))) return;  // as deep as it goes
    const auto usable = usableView(view, leastView(view), full, now);
    if (!emptyMessage_.isEmpty() || !usable) return;
    if (*usable == now && view != now) return;
    awaited_.reset();
    if (newStep)
        zoom().push(*usable);
    else
        zoom().replace(*usable);
    showCurrentView();
}

QSizeF PlotView::leastView(const ViewRange&) const {
    return narrowestView(fullView());
}

bool PlotView::isDeepest() const {
    return isZoomed() && isNarrowest(shownRange(), leastView(shownRange()));
}

void PlotView::resetZoom() {
    awaited_.reset();
    if (!isZoomed()) return;
    zoom().reset();
    showCurrentView();
}

void PlotView::undoZoom() {
    if (zoom().undo()) showCurrentView();
}

void PlotView::showCurrentView() {
    canvas_->setView(shownRange());
    emit zoomChanged();
}

QString PlotView::familyKey() const {
    return QString::number(model_ ? model_->results().experiment.problem.index() : 0) + QLatin1Char('\n');
}

QString PlotView::zoomKeyOf(const PlotAxis& x, const PlotAxis& y) const {
    QStringList parts{quantityShown()};
    for (const PlotAxis* axis : {&x, &y})
        parts << axis->label << QString::number(static_cast<int>(axis->transform.scale()));
    return familyKey() + parts.join(QLatin1Char('\n'));
}

void PlotView::setAxes(const PlotAxis& x, const PlotAxis& y) {
    xAxis_ = x;
    yAxis_ = y;
    const bool wasZoomed = isZoomed();
    const bool other = zooms_.show(zoomKeyOf(x, y), x.transform, y.transform);
    if (other && (wasZoomed || isZoomed())) emit zoomChanged();
    showAwaited();
}

void PlotView::setCurves(std::vector<Curve> curves, std::vector<LegendEntry> signs) {
    curves_ = std::move(curves);
    legend_.clear();
    for (const Curve& curve : curves_)
        if (curve.inLegend && !curve.name.isEmpty())
            legend_.push_back(
                {curve.name, curve.color, curve.dash, curve.marker, {}, curve.detail, curve.isRun});
    for (LegendEntry& sign : signs) legend_.push_back(std::move(sign));
    showContent();
}

void PlotView::showContent() {
    ChartContent content;
    content.x = labelled(xAxis_, style_.x);
    content.y = labelled(yAxis_, style_.y);
    content.view = shownRange();
    content.square = square_;
    content.bare = bare_;
    content.colorBar = colorBar_;
    content.colorLabel = colorLabel_;
    content.wholeColors = wholeColors_;
    content.legend = legend_;
    canvas_->setCurves(nullptr);  // nothing is laid out with the old ones
    canvas_->setContent(std::move(content));
    canvas_->setCurves(&curves_);
    if (layerFollowsRebuild()) invalidateLayer();
}

void PlotView::setEmptyMessage(const QString& message) {
    emptyMessage_ = message;
    if (!message.isEmpty()) curves_.clear();
    canvas_->setMessage(message);
}

void PlotView::setColorBar(std::optional<ColorScale> scale, const QString& meaning, bool whole) {
    wholeColors_ = whole;
    colorBar_ = std::move(scale);
    colorLabel_ = meaning;
}

void PlotView::setSquare(bool square) {
    square_ = square;
    gestures_->setKeepsProportions(square);
}

void PlotView::setTurning(std::optional<PixelMeaning> meaning) {
    bare_ = meaning.has_value();
    gestures_->setTurning(std::move(meaning));
}

void PlotView::invalidateLayer() {
    canvas_->invalidateBelow();
}

void PlotView::showInstead(QWidget* widget) {
    if (instead_ == widget) return;
    if (instead_ != nullptr) instead_->hide();
    instead_ = widget;
    canvas_->setVisible(widget == nullptr);
    if (widget == nullptr) return;
    layout()->addWidget(widget);
    widget->show();
}

std::optional<QPointF> PlotView::dataUnder(QPointF pixel) const {
    const PlotFrame now = frame();
    return now.area.contains(pixel) ? std::optional(now.dataAt(pixel)) : std::nullopt;
}

void PlotView::showReadout(QPointF pixel) {
    canvas_->setLegendUnfolded(legendKept_ || canvas_->isLegendFoldedAt(pixel));
    const auto data = emptyMessage_.isEmpty() ? dataUnder(pixel) : std::nullopt;
    if (!data) {
        hideReadout();
        return;
    }
    reads_ = true;
    tellHovered(iterationAt(*data));
    const QStringList lines = readoutAt(*data);
    canvas_->showCursor(pixel, lines);
    emit readoutChanged(lines.join(QStringLiteral(" · ")));
}

void PlotView::hideReadout() {
    reads_ = false;
    tellHovered(std::nullopt);
    canvas_->showCursor(std::nullopt);
    emit readoutChanged({});
}

void PlotView::renderTo(QPainter& painter, const QRectF& target) {
    renderTo(painter, target, style_);
}

void PlotView::renderTo(QPainter& painter, const QRectF& target, const PlotStyle& style) {
    asStyled(style, target.size(), [&](const ChartLayout&) { canvas_->renderTo(painter, target); });
}

void PlotView::visitFigure(QSizeF size, const PlotStyle& style, const FigureVisitor& visit) {
    asStyled(style, size, [&](const ChartLayout& layout) {
        visit({canvas_->content(), layout, frame(), curves_,
               [this](QPainter& painter, const PlotFrame& on) { paintBelow(painter, on); },
               [this](QPainter& painter, const PlotFrame& on) { paintAbove(painter, on); }});
    });
}

void PlotView::asStyled(const PlotStyle& style, QSizeF size,
                        const std::function<void(const ChartLayout&)>& work) {
    // Without what refresh() tells of the plot: in the window it is what it was.
    const auto rebuildAs = [this](const PlotStyle& wanted) {
        style_ = wanted;
        rebuild();
    };
    const PlotStyle before = style_;
    comeToRest();
    canvas_->setMarksShown(false);
    rebuildAs(style);
    canvas_->showCursor(std::nullopt);
    canvas_->setPlotStyle(style);
    canvas_->layoutTo(size);
    work(canvas_->chartLayout());
    rebuildAs(before);
    canvas_->setPlotStyle(before);
    canvas_->layoutTo(canvas_->viewport()->size());
    canvas_->setMarksShown(true);
}

void PlotView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

bool PlotView::takeKey(int key, Qt::KeyboardModifiers modifiers) {
    if (gestures_->isDragging()) {
        if (key == Qt::Key_Escape) gestures_->cancel();
        return true;
    }
    const ViewRange now = viewRange();
    const QPointF middle((now.left + now.right) / 2, (now.bottom + now.top) / 2);
    if (key == Qt::Key_Left && modifiers.testFlag(Qt::AltModifier)) key = Qt::Key_Backspace;
    switch (key) {
        case Qt::Key_Home:
            resetZoom();
            return true;
        case Qt::Key_Backspace:
            undoZoom();
            return true;
        case Qt::Key_Plus:
            zoomTo(PlotGestures::scaled(now, middle, 1 / keyZoom, true, true));
            return true;
        case Qt::Key_Minus:
            zoomTo(PlotGestures::scaled(now, middle, keyZoom, true, true));
            return true;
        case Qt::Key_L:
            if (!legendKept_ && canvas_->chartLayout().legendLeftOut == 0) return false;
            legendKept_ = !legendKept_;
            canvas_->setLegendUnfolded(legendKept_);
            return true;
        case Qt::Key_Escape:
            return clearMarks();
        default:
            return false;
    }
}

bool PlotView::event(QEvent* event) {
    const auto isEscape = [event] { return static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape; };
    // What a gesture waits for is no shortcut of the window's.
    if (event->type() == QEvent::ShortcutOverride &&
        (gestures_->isDragging() || (isEscape() && model_ != nullptr && model_->reading().hasMarks()))) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void PlotView::keyPressEvent(QKeyEvent* event) {
    if (takeKey(event->key(), event->modifiers())) return;
    if (event->key() == Qt::Key_Space) gestures_->setPanning(true);
    QWidget::keyPressEvent(event);
}

void PlotView::keyReleaseEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) gestures_->setPanning(false);
    QWidget::keyReleaseEvent(event);
}

void PlotView::focusOutEvent(QFocusEvent* event) {
    gestures_->setPanning(false);
    QWidget::focusOutEvent(event);
}

}  // namespace basin::ui
