// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/card.h"

#include <QPainter>
#include <QVBoxLayout>

#include "ui/theme.h"

namespace basin::ui {

Card::Card(QWidget* content, QWidget* parent) : QFrame(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->addWidget(content);
}

Card* Card::scrolling(QScrollArea* area, QWidget* parent) {
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->viewport()->setAutoFillBackground(false);  // the card shows through
    area->widget()->setAutoFillBackground(false);
    return new Card(area, parent);
}

void Card::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(palette().color(QPalette::Midlight));  // the theme's border
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), cardRadius, cardRadius);
}

}  // namespace basin::ui
