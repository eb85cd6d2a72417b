// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/head_button.h"

#include <QPainter>
#include <QPainterPath>

namespace basin::ui {

namespace {

/// Two corners of a square that point outwards, or inwards.
void drawCorners(QPainter& painter, bool outwards) {
    const double c = outwards ? 4 : 7;
    const double arm = outwards ? 4 : -4;
    painter.drawPolyline(QPolygonF{QPointF(16 - c - arm, c), QPointF(16 - c, c), QPointF(16 - c, c + arm)});
    painter.drawPolyline(QPolygonF{QPointF(c + arm, 16 - c), QPointF(c, 16 - c), QPointF(c, 16 - c - arm)});
    painter.drawLine(QPointF(16 - c, c), outwards ? QPointF(9.5, 6.5) : QPointF(13, 3));
    painter.drawLine(QPointF(c, 16 - c), outwards ? QPointF(6.5, 9.5) : QPointF(3, 13));
}

void drawUndo(QPainter& painter) {
    QPainterPath path(QPointF(3, 6));
    path.lineTo(9.5, 6);
    path.arcTo(QRectF(6.5, 6, 6.5, 6.5), 90, -180);
    path.lineTo(5, 12.5);
    painter.drawPath(path);
    painter.drawPolyline(QPolygonF{QPointF(6, 3), QPointF(3, 6), QPointF(6, 9)});
}

/// A frame with a cross of axes: everything is shown.
void drawReset(QPainter& painter) {
    painter.drawRoundedRect(QRectF(3, 3, 10, 10), 1.5, 1.5);
    painter.drawLine(QPointF(8, 5.5), QPointF(8, 10.5));
    painter.drawLine(QPointF(5.5, 8), QPointF(10.5, 8));
}

void drawSave(QPainter& painter) {
    painter.drawLine(QPointF(8, 2.5), QPointF(8, 9.5));
    painter.drawPolyline(QPolygonF{QPointF(5, 7), QPointF(8, 10), QPointF(11, 7)});
    painter.drawPolyline(QPolygonF{QPointF(3, 11), QPointF(3, 13.5), QPointF(13, 13.5), QPointF(13, 11)});
}

}  // namespace

HeadButton::HeadButton(Glyph glyph, const QString& name, QWidget* parent)
    : QToolButton(parent), glyph_(glyph), theme_(Theme::light()) {
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setFixedSize(sizeHint());
    setGlyph(glyph, name);
}

void HeadButton::setGlyph(Glyph glyph, const QString& name) {
    glyph_ = glyph;
    setToolTip(name);
    setAccessibleName(name);
    update();
}

void HeadButton::setTheme(const Theme& theme) {
    theme_ = theme;
    update();
}

void HeadButton::setRevealed(bool revealed) {
    revealed_ = revealed;
    update();
}

void HeadButton::paintEvent(QPaintEvent*) {
    if (!revealed_) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (isEnabled() && (underMouse() || isDown())) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme_.grid);
        painter.drawRoundedRect(rect(), 4, 4);
    }
    if (hasFocus()) {
        painter.setPen(QPen(theme_.accent, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
    }
    QColor color = underMouse() ? theme_.text : theme_.muted;
    if (!isEnabled()) color.setAlpha(80);
    painter.translate(3, 3);
    painter.setPen(QPen(color, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    switch (glyph_) {
        case Glyph::maximise:
            drawCorners(painter, true);
            break;
        case Glyph::restore:
            drawCorners(painter, false);
            break;
        case Glyph::undo:
            drawUndo(painter);
            break;
        case Glyph::reset:
            drawReset(painter);
            break;
        case Glyph::save:
            drawSave(painter);
            break;
    }
}

}  // namespace basin::ui
