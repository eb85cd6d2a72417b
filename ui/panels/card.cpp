// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/card.h"

#include <QEvent>
#include <QPainter>
#include <QScrollBar>
#include <QVBoxLayout>

#include "ui/theme.h"

namespace basin::ui {

namespace {
constexpr int leastHeight = 120;  // px
}

PanelArea::PanelArea(QWidget* parent) : QScrollArea(parent) {}

QSize PanelArea::minimumSizeHint() const {
    const int content = widget() == nullptr ? 0 : widget()->minimumSizeHint().width();
    return {content + verticalScrollBar()->sizeHint().width(), leastHeight};
}

// Nobody else tells the outside that the content needs another width.
bool PanelArea::eventFilter(QObject* watched, QEvent* event) {
    if (watched == widget() && event->type() == QEvent::LayoutRequest) updateGeometry();
    return QScrollArea::eventFilter(watched, event);
}

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
