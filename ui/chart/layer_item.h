// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <utility>

#include <QGraphicsItem>
#include <QPainter>
#include <QPixmap>

namespace basin::ui {

/// A graphics item that draws by a function. One that is kept draws into a picture for the screen, so that
/// moving a cursor above it does not draw it again; figures are always drawn directly.
class LayerItem : public QGraphicsItem {
  public:
    LayerItem(QGraphicsItem* parent, double z, std::function<void(QPainter&)> draw, bool kept = false);

    void setSize(QSizeF size);
    void invalidate();

    QRectF boundingRect() const override { return {QPointF(0, 0), size_}; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

  private:
    void drawDirectly(QPainter& painter) const;

    std::function<void(QPainter&)> draw_;
    bool kept_;
    QSizeF size_;
    QPixmap picture_;
};

}  // namespace basin::ui
