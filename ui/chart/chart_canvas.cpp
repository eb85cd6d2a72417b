// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/chart_canvas.h"

#include <algorithm>
#include <cmath>

#include <QGraphicsLayout>
#include <QtCharts/QLegend>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

#include "ui/chart/chart_frame.h"
#include "ui/chart/chart_report.h"
#include "ui/chart/curve_markers.h"
#include "ui/chart/layer_item.h"
#include "ui/chart/polyline.h"

namespace basin::ui {

namespace {

// Between the chart's own plot area (0) and its series (above 1).
constexpr double frameZ = 0.4, belowZ = 0.5, aboveZ = 50, cursorZ = 60;
constexpr double readWithin = 12;  // px beside the cursor
// Wide antialiased lines are slow; beyond so many points on the chart they are drawn thin.
constexpr std::size_t wideLinePoints = 3000;
constexpr double chipMargin = 4;  // px around the number of folded entries that open them, too
constexpr double unfoldedEdge = 6, unfoldedPadding = 8;

/// The order in which lines are drawn.
constexpr int lastRank = 5;
int rankOf(const Curve& curve) {
    switch (curve.layer) {
        case CurveLayer::ground:
            return 0;
        case CurveLayer::top:
            return lastRank;
        case CurveLayer::usual:
            break;
    }
    switch (curve.dash) {
        case Qt::SolidLine:
            return 1;
        case Qt::DashLine:
            return 2;
        case Qt::DotLine:
            return 4;
        default:
            return 3;
    }
}

QValueAxis* addHiddenAxis(QChart& chart, Qt::Alignment side) {
    auto* axis = new QValueAxis;
    axis->setVisible(false);
    chart.addAxis(axis, side);
    return axis;
}

}  // namespace

ChartCanvas::ChartCanvas(QWidget* parent) : QGraphicsView(parent), chart_(new QChart) {
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAlignment(Qt::AlignLeft | Qt::AlignTop);
    setRenderHint(QPainter::Antialiasing);
    setViewportUpdateMode(QGraphicsView::FullViewportUpdate);
    setFocusPolicy(Qt::NoFocus);
    scene_.setItemIndexMethod(QGraphicsScene::NoIndex);  // few items, all of them change
    setScene(&scene_);
    scene_.addItem(chart_);
    chart_->setMargins({});
    chart_->layout()->setContentsMargins(0, 0, 0, 0);
    chart_->setBackgroundVisible(false);
    chart_->setPlotAreaBackgroundVisible(false);
    chart_->setAnimationOptions(QChart::NoAnimation);
    chart_->legend()->hide();
    chart_->setAcceptHoverEvents(false);
    xAxis_ = addHiddenAxis(*chart_, Qt::AlignBottom);
    yAxis_ = addHiddenAxis(*chart_, Qt::AlignLeft);

    frameItem_ = new LayerItem(
        chart_, frameZ, [this](QPainter& p) { paintChartFrame(p, layout_, content_, style_); }, true);
    belowItem_ = new LayerItem(
        chart_, belowZ,
        [this](QPainter& p) {
            p.setFont(layout_.font);
            if (below_) below_(p, frame());
        },
        true);
    aboveItem_ = new LayerItem(chart_, aboveZ, [this](QPainter& p) {
        if (curves_ != nullptr) paintMarkers(p, *curves_, frame(), style_);
        p.setFont(layout_.font);
        if (above_) above_(p, frame());
        paintLegendOnArea(p, layout_, style_);
    });
    cursorItem_ = new LayerItem(chart_, cursorZ, [this](QPainter& p) { paintCursor(p, frame()); });
    messageItem_ = new LayerItem(nullptr, cursorZ, [this](QPainter& p) { paintMessage(p); });
    scene_.addItem(messageItem_);
    layoutTo(size_);
}

// The painters refer to members that go before the scene does.
ChartCanvas::~ChartCanvas() {
    setScene(nullptr);
}

void ChartCanvas::setLayers(LayerPainter below, LayerPainter above) {
    below_ = std::move(below);
    above_ = std::move(above);
}

void ChartCanvas::setPlotStyle(const PlotStyle& style) {
    style_ = style;
    setBackgroundBrush(style.theme.card);
    invalidateBelow();
    relayout();
}

void ChartCanvas::setContent(ChartContent content) {
    content_ = std::move(content);
    relayout();
}

void ChartCanvas::setCurves(const std::vector<Curve>* curves) {
    curves_ = curves;
    updateSeries();
    aboveItem_->invalidate();
}

void ChartCanvas::setView(const ViewRange& view) {
    content_.view = view;
    relayout();
}

void ChartCanvas::setMessage(const QString& message) {
    message_ = message;
    chart_->setVisible(message.isEmpty());
    messageItem_->setVisible(!message.isEmpty());
    messageItem_->invalidate();
}

void ChartCanvas::showCursor(std::optional<QPointF> pixel, const QStringList& lines) {
    cursor_ = pixel;
    readout_ = lines;
    cursorItem_->invalidate();
}

void ChartCanvas::updateMarks() {
    cursorItem_->invalidate();
}

void ChartCanvas::setRubberBand(const QRectF& rect) {
    rubberBand_ = rect;
    cursorItem_->invalidate();
}

void ChartCanvas::invalidateBelow() {
    belowItem_->invalidate();
}

PlotFrame ChartCanvas::frame() const {
    return {layout_.area, content_.view, content_.x.transform, content_.y.transform};
}

// The toolkit takes ends of a range within 1e-12 of those before for the same.
PlotFrame ChartCanvas::chartFrame() const {
    constexpr double narrowest = 1e-6;
    PlotFrame frame = this->frame();
    if (frame.view.width() < narrowest) frame.view.left = 0, frame.view.right = 1;
    if (frame.view.height() < narrowest) frame.view.bottom = 0, frame.view.top = 1;
    return frame;
}

void ChartCanvas::layoutTo(QSizeF size) {
    size_ = size;
    scene_.setSceneRect(QRectF(QPointF(0, 0), size));
    chart_->setGeometry(QRectF(QPointF(0, 0), size));
    for (LayerItem* item : {frameItem_, belowItem_, aboveItem_, cursorItem_, messageItem_})
        item->setSize(size);  // draws it afresh
    relayout();
}

void ChartCanvas::relayout() {
    layout_ = layoutChart(content_, style_, size_);
    chart_->setPlotArea(layout_.area);
    for (QLineSeries* series : series_) series->setVisible(false);  // not laid out twice
    const ViewRange view = chartFrame().view;
    xAxis_->setRange(view.left, view.right);
    yAxis_->setRange(view.bottom, view.top);
    updateSeries();
    for (LayerItem* item : {frameItem_, aboveItem_, cursorItem_, messageItem_}) item->invalidate();
    // What lies below may be costly, and while a run goes only the curves on it change.
    if (frame() != belowFrame_) belowItem_->invalidate();
    belowFrame_ = frame();
}

QLineSeries* ChartCanvas::seriesAt(std::size_t index) {
    while (series_.size() <= index) {
        auto* series = new QLineSeries;
        chart_->addSeries(series);
        series->attachAxis(xAxis_);
        series->attachAxis(yAxis_);
        series_.push_back(series);
    }
    return series_[index];
}

QPen ChartCanvas::curvePen(const Curve& curve) const {
    std::size_t points = 0;
    for (const Curve& other : *curves_) points += other.points.size();
    const double wanted = style_.lineWidth * curve.width;
    const double width = points > wideLinePoints && !style_.isFigure ? std::min(wanted, 1.0) : wanted;
    QPen pen(curve.color, width, curve.dash, Qt::FlatCap, Qt::RoundJoin);
    return pen;
}

void ChartCanvas::drawCurve(const Curve& curve, std::size_t& used) {
    const PlotFrame now = frame(), chart = chartFrame();
    for (const QPolygonF& piece : visiblePieces(curve.points, curve.sorted, now, now.area)) {
        QLineSeries* series = seriesAt(used++);
        QList<QPointF> points;
        points.reserve(piece.size());
        for (const QPointF& p : piece) points.append(chart.fromPixel(p));
        series->setPen(curvePen(curve));
        series->replace(points);
        series->setVisible(true);
    }
}

void ChartCanvas::updateSeries() {
    std::size_t used = 0;
    if (curves_ != nullptr && !layout_.area.isEmpty())
        for (int rank = 0; rank <= lastRank; ++rank)
            for (const Curve& curve : *curves_)
                if (rankOf(curve) == rank) drawCurve(curve, used);
    for (std::size_t i = used; i < series_.size(); ++i) {
        series_[i]->setVisible(false);
        if (!series_[i]->points().isEmpty()) series_[i]->clear();
    }
    if (!layout_.legendFrame.isNull()) moveLegendOnArea(layout_, drawnLines());
}

void ChartCanvas::setLegendUnfolded(bool unfolded) {
    if (unfolded == legendUnfolded_) return;
    legendUnfolded_ = unfolded;
    cursorItem_->invalidate();
}

bool ChartCanvas::isLegendFoldedAt(QPointF pixel) const {
    return layout_.legendLeftOut > 0 &&
           layout_.legendMore.adjusted(-chipMargin, -chipMargin, chipMargin, chipMargin).contains(pixel);
}

void ChartCanvas::paintUnfoldedLegend(QPainter& painter) const {
    const double border = unfoldedEdge + unfoldedPadding;
    const QSizeF room = size_ - QSizeF(2 * border, 2 * border);
    const LegendBlock block = fitLegend(detailed(content_.legend), layout_.font, room, LegendFlow::column);
    const double padding = unfoldedPadding;
    QRectF box(QPointF(0, 0), block.size + QSizeF(2 * padding, 2 * padding));
    // Ends above the number that it replaces.
    box.moveBottomLeft(layout_.legendMore.topLeft() - QPointF(padding, 2));
    const QRectF canvas =
        QRectF(QPointF(0, 0), size_).adjusted(unfoldedEdge, unfoldedEdge, -unfoldedEdge, -unfoldedEdge);
    box.moveLeft(
        std::clamp(box.left(), canvas.left(), std::max(canvas.left(), canvas.right() - box.width())));
    box.moveTop(std::clamp(box.top(), canvas.top(), std::max(canvas.top(), canvas.bottom() - box.height())));
    std::vector<PlacedLegendEntry> entries = block.entries;
    for (PlacedLegendEntry& each : entries) each.box.translate(box.topLeft() + QPointF(padding, padding));
    paintLegendGround(painter, box, style_);
    painter.setFont(block.font);
    paintLegend(painter, entries, style_);
}

void ChartCanvas::paintCursor(QPainter& painter, const PlotFrame& frame) const {
    painter.setFont(layout_.font);
    if (marks_ && marksShown_) marks_(painter, frame);
    if (isLegendUnfolded()) paintUnfoldedLegend(painter);
    if (!rubberBand_.isEmpty()) {
        QColor fill = style_.theme.accent;
        fill.setAlpha(40);
        painter.setPen(QPen(style_.theme.accent, 1));
        painter.setBrush(fill);
        painter.drawRect(rubberBand_ & frame.area);
    }
    if (!cursor_ || !frame.area.contains(*cursor_)) return;
    if (!content_.bare) {
        QColor line = style_.theme.muted;
        line.setAlpha(120);
        painter.setPen(QPen(line, 1));
        painter.drawLine(QPointF(cursor_->x(), frame.area.top()), QPointF(cursor_->x(), frame.area.bottom()));
        painter.drawLine(QPointF(frame.area.left(), cursor_->y()), QPointF(frame.area.right(), cursor_->y()));
    }
    paintReadout(painter, readoutNow(), style_);
}

Readout ChartCanvas::readoutNow() const {
    if (!cursor_ || !layout_.area.contains(*cursor_)) return {};
    const QRectF canvas = QRectF(QPointF(0, 0), size_).adjusted(1, 1, -1, -1);
    return layoutReadout(*cursor_, readout_, {layout_.area, canvas, drawnLines(), readPlaces()}, style_);
}

// Of curves over one axis, the readout tells what they have at the cursor's place on it.
QPolygonF ChartCanvas::readPlaces() const {
    QPolygonF places;
    if (curves_ == nullptr) return places;
    const PlotFrame now = frame();
    const double x = now.fromPixel(*cursor_).x();
    for (const Curve& curve : *curves_) {
        if (!curve.sorted || curve.points.empty()) continue;
        const auto behind = std::ranges::lower_bound(
            curve.points, x, {}, [&now](const QPointF& point) { return now.x.toAxis(point.x()); });
        for (const auto at : {behind, behind == curve.points.begin() ? behind : std::prev(behind)}) {
            if (at == curve.points.end()) continue;
            const QPointF pixel = now.map(at->x(), at->y());
            if (std::abs(pixel.x() - cursor_->x()) < readWithin && layout_.area.contains(pixel))
                places.append(pixel);
        }
    }
    return places;
}

std::vector<QPolygonF> ChartCanvas::drawnLines() const {
    std::vector<QPolygonF> lines;
    const PlotFrame chart = chartFrame();
    for (const QLineSeries* series : series_) {
        if (!series->isVisible()) continue;
        QPolygonF line;
        for (const QPointF& point : series->points()) line.append(chart.toPixel(point));
        lines.push_back(std::move(line));
    }
    return lines;
}

void ChartCanvas::paintMessage(QPainter& painter) const {
    QFont font = chartFont(style_);
    font.setPixelSize(font.pixelSize() * 13 / 11);
    painter.setFont(font);
    painter.setPen(style_.theme.muted);
    painter.drawText(QRectF(QPointF(0, 0), size_).adjusted(24, 8, -24, -8),
                     Qt::AlignCenter | Qt::TextWordWrap, message_);
}

void ChartCanvas::renderTo(QPainter& painter, const QRectF& target) {
    painter.save();
    painter.setBrush(Qt::NoBrush);  // curves take what they find
    scene_.render(&painter, target, QRectF(QPointF(0, 0), size_));
    painter.restore();
    if (auto* listener = dynamic_cast<ChartListener*>(painter.device()); listener && message_.isEmpty())
        tell(*listener, QTransform::fromTranslate(target.x(), target.y()) * painter.combinedTransform());
}

void ChartCanvas::tell(ChartListener& listener, const QTransform& toDevice) const {
    static const std::vector<Curve> none;
    const auto penOf = [this](const Curve& curve) { return curvePen(curve); };
    listener.chartDrawn(
        reportOf(content_, layout_, curves_ != nullptr ? *curves_ : none, style_, penOf, toDevice));
}

void ChartCanvas::resizeEvent(QResizeEvent* event) {
    QGraphicsView::resizeEvent(event);
    layoutTo(viewport()->size());
}

}  // namespace basin::ui
