// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/layer_item.h"

#include <QWidget>

namespace basin::ui {

LayerItem::LayerItem(QGraphicsItem* parent, double z, std::function<void(QPainter&)> draw, bool kept)
    : QGraphicsItem(parent), draw_(std::move(draw)), kept_(kept) {
    setZValue(z);
    setAcceptedMouseButtons(Qt::NoButton);
}

void LayerItem::setSize(QSizeF size) {
    prepareGeometryChange();
    size_ = size;
    invalidate();
}

void LayerItem::invalidate() {
    picture_ = QPixmap();
    update();
}

void LayerItem::drawDirectly(QPainter& painter) const {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    draw_(painter);
    painter.restore();
}

void LayerItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget* widget) {
    if (!kept_ || widget == nullptr) {
        drawDirectly(*painter);
        return;
    }
    if (picture_.isNull()) {
        const double ratio = widget->devicePixelRatioF();
        picture_ = QPixmap((size_ * ratio).toSize());
        picture_.setDevicePixelRatio(ratio);
        picture_.fill(Qt::transparent);
        QPainter onPicture(&picture_);
        drawDirectly(onPicture);
    }
    painter->drawPixmap(QPointF(0, 0), picture_);
}

}  // namespace basin::ui
