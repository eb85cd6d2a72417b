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
    setToolTip(text);
}

void ElidedLabel::setRoomRight(int room) {
    if (room == roomRight_) return;
    roomRight_ = room;
    update();
}

QSize ElidedLabel::minimumSizeHint() const {
    return {0, fontMetrics().height()};
}

void ElidedLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(text(), Qt::ElideRight, width() - roomRight_));
}

}  // namespace basin::ui
