// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/elided_label.h"

#include <QPainter>

namespace basin::ui {

ElidedLabel::ElidedLabel(QWidget* parent) : QLabel(parent) {
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

void ElidedLabel::setText(const QString& text) {
    if (text == this->text()) return;
    QLabel::setText(text);
    showToolTip();
}

void ElidedLabel::explain(const QString& toolTip) {
    explanation_ = toolTip;
    showToolTip();
}

bool ElidedLabel::isCut() const {
    return fontMetrics().horizontalAdvance(text()) > width() - roomRight_;
}

void ElidedLabel::showToolTip() {
    if (explanation_.isEmpty())
        setToolTip(text());
    else
        setToolTip(isCut() ? text() + QStringLiteral(": ") + explanation_ : explanation_);
}

void ElidedLabel::resizeEvent(QResizeEvent* event) {
    QLabel::resizeEvent(event);
    showToolTip();
}

void ElidedLabel::setRoomRight(int room) {
    if (room == roomRight_) return;
    roomRight_ = room;
    showToolTip();
    update();
}

QSize ElidedLabel::minimumSizeHint() const {
    return {0, fontMetrics().height()};
}

void ElidedLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    painter.drawText(rect(), static_cast<int>((alignment() & Qt::AlignHorizontal_Mask) | Qt::AlignVCenter),
                     fontMetrics().elidedText(text(), Qt::ElideRight, width() - roomRight_));
}

}  // namespace basin::ui
