// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/plot_gestures.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QApplication>
#include <QMouseEvent>
#include <QWheelEvent>

#include "ui/chart/chart_canvas.h"

namespace basin::ui {

namespace {

constexpr double wheelFactor = 1.25;    // per notch
constexpr qint64 oneStepWithin = 500;   // ms between notches that are undone together
constexpr double smallestBand = 6;      // px
constexpr int longestClickDelay = 250;  // ms

/// The rectangle grown about its centre to the proportions of another.
QRectF grownTo(const QRectF& rect, const QSizeF& proportions) {
    const double wanted = proportions.width() / proportions.height();
    QSizeF size = rect.size();
    if (size.width() / size.height() < wanted)
        size.setWidth(size.height() * wanted);
    else
        size.setHeight(size.width() / wanted);
    QRectF grown(QPointF(0, 0), size);
    grown.moveCenter(rect.center());
    return grown;
}

}  // namespace

PlotGestures::PlotGestures(ChartCanvas& canvas, QObject* parent) : QObject(parent), canvas_(canvas) {
    canvas_.viewport()->installEventFilter(this);
    canvas_.viewport()->setMouseTracking(true);
    clickTimer_.setSingleShot(true);
    connect(&clickTimer_, &QTimer::timeout, this, [this] { emit clicked(clickAt_, clickShift_); });
}

ViewRange PlotGestures::scaled(const ViewRange& view, QPointF about, double factor, bool alongX,
                               bool alongY) {
    ViewRange next = view;
    if (alongX) {
        next.left = about.x() + (view.left - about.x()) * factor;
        next.right = about.x() + (view.right - about.x()) * factor;
    }
    if (alongY) {
        next.bottom = about.y() + (view.bottom - about.y()) * factor;
        next.top = about.y() + (view.top - about.y()) * factor;
    }
    return next;
}

bool PlotGestures::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
        case QEvent::MouseButtonPress:
            return press(*static_cast<QMouseEvent*>(event));
        case QEvent::MouseMove:
            move(*static_cast<QMouseEvent*>(event));
            return true;
        case QEvent::MouseButtonRelease:
            release(*static_cast<QMouseEvent*>(event));
            return true;
        case QEvent::MouseButtonDblClick:
            clickTimer_.stop();
            event->ignore();  // the card's
            return true;
        case QEvent::Wheel:
            wheel(*static_cast<QWheelEvent*>(event));
            event->accept();
            return true;
        case QEvent::Leave:
            emit left();
            return false;
        default:
            return QObject::eventFilter(watched, event);
    }
}

bool PlotGestures::press(const QMouseEvent& event) {
    if (drag_ != Drag::none) return true;  // one gesture at a time
    if (canvas_.parentWidget() != nullptr) canvas_.parentWidget()->setFocus(Qt::MouseFocusReason);
    if (event.button() == Qt::BackButton) {
        emit backAsked();
        return true;
    }
    start_ = event.position();
    startFrame_ = canvas_.frame();
    moved_ = false;
    shift_ = event.button() == Qt::LeftButton && event.modifiers().testFlag(Qt::ShiftModifier);
    const bool pans =
        event.button() == Qt::MiddleButton || (event.button() == Qt::LeftButton && (spaceHeld_ || shift_));
    if (pans)
        drag_ = Drag::pan;
    else if (event.button() == Qt::LeftButton && startFrame_.area.contains(start_))
        drag_ = turning_ ? Drag::turn : Drag::band;
    if (drag_ == Drag::pan || drag_ == Drag::turn) canvas_.viewport()->setCursor(Qt::ClosedHandCursor);
    return true;
}

void PlotGestures::move(const QMouseEvent& event) {
    const QPointF at = event.position();
    if (drag_ == Drag::none) {
        emit hovered(at);
        return;
    }
    const QPointF by = at - start_;
    const bool first = !moved_;
    if (first && std::hypot(by.x(), by.y()) < smallestBand) return;
    moved_ = true;
    if (drag_ == Drag::band) {
        canvas_.setRubberBand(QRectF(start_, at).normalized());
        return;
    }
    if (drag_ == Drag::turn) {
        emit turnAsked(by, first);
        return;
    }
    const QPointF way =
        turning_ ? turning_->wayOf(by) : startFrame_.fromPixel(at) - startFrame_.fromPixel(start_);
    ViewRange view = startFrame_.view;
    view.left -= way.x();
    view.right -= way.x();
    view.bottom -= way.y();
    view.top -= way.y();
    emit viewAsked(view, first);
}

void PlotGestures::setTurning(std::optional<PixelMeaning> meaning) {
    turning_ = std::move(meaning);
}

void PlotGestures::cancel() {
    const Drag drag = std::exchange(drag_, Drag::none);
    canvas_.viewport()->unsetCursor();
    canvas_.setRubberBand({});
    if (drag == Drag::pan && moved_) emit panCancelled();
    if (drag == Drag::turn && moved_) emit turnAsked({}, false);
}

void PlotGestures::release(const QMouseEvent& event) {
    const Drag drag = std::exchange(drag_, Drag::none);
    canvas_.viewport()->unsetCursor();
    canvas_.setRubberBand({});
    // With Shift a drag pans, and a click is a click.
    if (drag != Drag::band && drag != Drag::turn && !(drag == Drag::pan && shift_)) return;
    const QRectF band = QRectF(start_, event.position()).normalized() & startFrame_.area;
    if (drag == Drag::band && moved_ && band.width() >= smallestBand && band.height() >= smallestBand) {
        emit viewAsked(viewOfBand(band), true);
    } else if (!moved_) {
        clickAt_ = start_;
        clickShift_ = shift_;
        if (delaysClicks_)
            clickTimer_.start(std::min(QApplication::doubleClickInterval(), longestClickDelay));
        else
            emit clicked(clickAt_, clickShift_);
    }
}

ViewRange PlotGestures::viewOfBand(QRectF band) const {
    if (keepsProportions_) band = grownTo(band, startFrame_.area.size());
    const QPointF low = startFrame_.fromPixel(band.bottomLeft());
    const QPointF high = startFrame_.fromPixel(band.topRight());
    return {low.x(), high.x(), low.y(), high.y()};
}

void PlotGestures::wheel(const QWheelEvent& event) {
    const int turned = event.angleDelta().y() != 0 ? event.angleDelta().y() : event.angleDelta().x();
    if (turned == 0) return;
    const PlotFrame frame = canvas_.frame();
    const QPointF at = event.position();
    // Over the labels of one axis the wheel scales that axis alone.
    const bool belowArea = at.y() > frame.area.bottom(), besideArea = at.x() < frame.area.left();
    const bool alongX = keepsProportions_ || !besideArea || belowArea;
    const bool alongY = keepsProportions_ || !belowArea || besideArea;
    const double factor = std::pow(wheelFactor, -turned / 120.0);
    const bool newStep = !sinceWheel_.isValid() || sinceWheel_.elapsed() > oneStepWithin;
    sinceWheel_.start();
    const QPointF about = turning_ ? turning_->placeAt(at) : frame.fromPixel(at);
    emit viewAsked(scaled(frame.view, about, factor, alongX, alongY), newStep);
}

}  // namespace basin::ui
