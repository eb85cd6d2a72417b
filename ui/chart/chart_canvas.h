// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include <QGraphicsScene>
#include <QGraphicsView>
#include <QPainter>
#include <QStringList>
#include <QtCharts/QChart>

#include "ui/chart/chart_layout.h"
#include "ui/chart/curve.h"
#include "ui/chart/layer_painter.h"
#include "ui/chart/plot_frame.h"
#include "ui/chart/plot_style.h"
#include "ui/chart/readout.h"

class QLineSeries;
class QValueAxis;

namespace basin::ui {

class ChartListener;
class LayerItem;

/// The chart itself. Qt Charts draws the curves, on two hidden linear axes in axis coordinates; grid, labels
/// and legend are drawn here, because the toolkit's own fail on zeros, NaN and ranges inside one decade.
class ChartCanvas : public QGraphicsView {
    Q_OBJECT

  public:
    explicit ChartCanvas(QWidget* parent = nullptr);
    ~ChartCanvas() override;

    void setLayers(LayerPainter below, LayerPainter above);
    /// What comes and goes with the mouse, on top of all but the cursor; never in figures.
    void setMarks(LayerPainter marks) { marks_ = std::move(marks); }
    /// Draws them afresh, and nothing that is kept.
    void updateMarks();
    void setMarksShown(bool shown) { marksShown_ = shown; }
    void setPlotStyle(const PlotStyle& style);
    /// Keeps the picture of the layer below as long as it lies in the same frame.
    void setContent(ChartContent content);
    /// The curves as a whole; what is drawn of them follows view and size.
    void setCurves(const std::vector<Curve>* curves);
    void setView(const ViewRange& view);
    void setMessage(const QString& message);
    /// Cursor cross and its readout; nothing hides it.
    void showCursor(std::optional<QPointF> pixel, const QStringList& lines = {});
    /// Where the readout is; empty: there is none.
    QRectF readoutBox() const { return readoutNow().box; }
    void setRubberBand(const QRectF& rect);
    /// Shows the legend whole, over the plot, where it is folded.
    void setLegendUnfolded(bool unfolded);
    bool isLegendUnfolded() const { return legendUnfolded_ && layout_.legendLeftOut > 0; }
    /// Whether the number of folded entries is there.
    bool isLegendFoldedAt(QPointF pixel) const;
    void invalidateBelow();

    PlotFrame frame() const;
    const QChart& chart() const { return *chart_; }
    const PlotStyle& plotStyle() const { return style_; }
    const ChartContent& content() const { return content_; }
    const ChartLayout& chartLayout() const { return layout_; }

    /// Lays everything out for a size in pixels, without the widget having it.
    void layoutTo(QSizeF size);
    /// Draws into the target, for whose size it was laid out.
    void renderTo(QPainter& painter, const QRectF& target);

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    void relayout();
    /// The frame in the numbers that the toolkit is given.
    PlotFrame chartFrame() const;
    void updateSeries();
    QLineSeries* seriesAt(std::size_t index);
    void drawCurve(const Curve& curve, std::size_t& used);
    void paintUnfoldedLegend(QPainter& painter) const;
    void paintCursor(QPainter& painter, const PlotFrame& frame) const;
    void paintMessage(QPainter& painter) const;
    Readout readoutNow() const;
    std::vector<QPolygonF> drawnLines() const;
    QPolygonF readPlaces() const;
    QPen curvePen(const Curve& curve) const;
    void tell(ChartListener& listener, const QTransform& toDevice) const;

    QGraphicsScene scene_;
    QChart* chart_;
    QValueAxis* xAxis_;
    QValueAxis* yAxis_;
    std::vector<QLineSeries*> series_;
    LayerItem* frameItem_;
    LayerItem* belowItem_;
    LayerItem* aboveItem_;
    LayerItem* cursorItem_;
    LayerItem* messageItem_;
    LayerPainter below_, above_, marks_;
    bool marksShown_ = true;

    PlotStyle style_;
    ChartContent content_;
    ChartLayout layout_;
    PlotFrame belowFrame_;  // that the layer below was last laid out for
    const std::vector<Curve>* curves_ = nullptr;
    QSizeF size_{400, 280};
    QString message_;
    std::optional<QPointF> cursor_;
    QStringList readout_;  // its texts
    QRectF rubberBand_;
    bool legendUnfolded_ = false;
};

}  // namespace basin::ui
