// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>

#include <QElapsedTimer>
#include <QObject>
#include <QPointF>
#include <QTimer>

#include "ui/chart/plot_frame.h"

class QKeyEvent;
class QMouseEvent;
class QWheelEvent;

namespace basin::ui {

class ChartCanvas;

/// What pixels mean on the axes of a picture that is turned in space.
struct PixelMeaning {
    std::function<QPointF(QPointF pixel)> placeAt;
    std::function<QPointF(QPointF pixels)> wayOf;  // that a drag by so many pixels goes
};

/// Turns mouse and wheel on a chart into the views they ask for. Knows nothing of data.
class PlotGestures : public QObject {
    Q_OBJECT

  public:
    explicit PlotGestures(ChartCanvas& canvas, QObject* parent = nullptr);

    /// Whether a plain click waits until no double click can follow.
    void setDelaysClicks(bool delays) { delaysClicks_ = delays; }
    /// While on, a left drag pans (the Space key).
    void setPanning(bool on) { spaceHeld_ = on; }
    bool isDragging() const { return drag_ != Drag::none; }
    /// A left drag turns what is shown, instead of drawing a rubber band; nothing: a flat chart again.
    void setTurning(std::optional<PixelMeaning> meaning);
    /// Ends a gesture as if it had not begun.
    void cancel();
    /// Views keep the proportions of the plot area.
    void setKeepsProportions(bool keeps) { keepsProportions_ = keeps; }

    /// The view scaled about a point (axis coordinates) along the wanted axes.
    static ViewRange scaled(const ViewRange& view, QPointF about, double factor, bool alongX, bool alongY);

  signals:
    void viewAsked(const ViewRange& view, bool newStep);  // newStep: a zoom of its own for undo
    void clicked(QPointF pixel, bool shift);
    void hovered(QPointF pixel);
    void left();
    void backAsked();     // the view before
    void panCancelled();  // the view asked for last is not wanted
    /// By so many pixels since the drag began; first: it has just begun.
    void turnAsked(QPointF by, bool first);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    enum class Drag { none, band, pan, turn };

    bool press(const QMouseEvent& event);
    void move(const QMouseEvent& event);
    void release(const QMouseEvent& event);
    void wheel(const QWheelEvent& event);
    ViewRange viewOfBand(QRectF band) const;

    ChartCanvas& canvas_;
    std::optional<PixelMeaning> turning_;  // nothing: the chart is flat
    Drag drag_ = Drag::none;
    QPointF start_;
    PlotFrame startFrame_;
    bool moved_ = false;
    bool shift_ = false;  // held when the button went down
    bool spaceHeld_ = false;
    bool delaysClicks_ = false;
    bool keepsProportions_ = false;
    QElapsedTimer sinceWheel_;
    QTimer clickTimer_;
    QPointF clickAt_;
    bool clickShift_ = false;
};

}  // namespace basin::ui
