// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/outline_device.h"

#include <QPaintEngine>
#include <QPainterPath>

namespace basin::ui {

class OutlineDevice::Engine : public QPaintEngine {
  public:
    explicit Engine(QPainter& target) : QPaintEngine(AllFeatures), target_(target) {}

    bool begin(QPaintDevice*) override {
        target_.save();
        origin_ = target_.transform();
        return true;
    }
    bool end() override {
        target_.restore();
        return true;
    }
    Type type() const override { return target_.paintEngine()->type(); }

    void updateState(const QPaintEngineState& state) override {
        const DirtyFlags dirty = state.state();
        if (dirty & DirtyTransform) target_.setTransform(state.transform() * origin_);
        if (dirty & DirtyPen) target_.setPen(state.pen());
        if (dirty & DirtyBrush) target_.setBrush(state.brush());
        if (dirty & DirtyBrushOrigin) target_.setBrushOrigin(state.brushOrigin());
        if (dirty & DirtyBackground) target_.setBackground(state.backgroundBrush());
        if (dirty & DirtyBackgroundMode) target_.setBackgroundMode(state.backgroundMode());
        if (dirty & DirtyOpacity) target_.setOpacity(state.opacity());
        if (dirty & DirtyCompositionMode) target_.setCompositionMode(state.compositionMode());
        if (dirty & DirtyHints) {
            target_.setRenderHints(target_.renderHints(), false);
            target_.setRenderHints(state.renderHints() | always_);
        }
        if (dirty & DirtyClipRegion) target_.setClipRegion(state.clipRegion(), state.clipOperation());
        if (dirty & DirtyClipPath) target_.setClipPath(state.clipPath(), state.clipOperation());
        if (dirty & DirtyClipEnabled) target_.setClipping(state.isClipEnabled());
    }

    void drawPath(const QPainterPath& path) override { target_.drawPath(path); }
    void drawLines(const QLineF* lines, int count) override { target_.drawLines(lines, count); }
    void drawRects(const QRectF* rects, int count) override { target_.drawRects(rects, count); }
    void drawEllipse(const QRectF& rect) override { target_.drawEllipse(rect); }
    void drawPoints(const QPointF* points, int count) override { target_.drawPoints(points, count); }
    void drawPolygon(const QPointF* points, int count, PolygonDrawMode mode) override {
        if (mode == PolylineMode)
            target_.drawPolyline(points, count);
        else if (mode == ConvexMode)
            target_.drawConvexPolygon(points, count);
        else
            target_.drawPolygon(points, count, mode == OddEvenMode ? Qt::OddEvenFill : Qt::WindingFill);
    }
    void drawImage(const QRectF& rect, const QImage& image, const QRectF& source,
                   Qt::ImageConversionFlags flags) override {
        target_.drawImage(rect, image, source, flags);
    }
    void drawPixmap(const QRectF& rect, const QPixmap& pixmap, const QRectF& source) override {
        target_.drawPixmap(rect, pixmap, source);
    }
    void drawTextItem(const QPointF& at, const QTextItem& text) override {
        QPainterPath shape;
        shape.setFillRule(Qt::WindingFill);
        shape.addText(at, text.font(), text.text());
        const QPen pen = target_.pen();
        const QBrush brush = target_.brush();
        target_.setPen(Qt::NoPen);
        target_.setBrush(pen.brush());
        target_.drawPath(shape);
        target_.setPen(pen);
        target_.setBrush(brush);
    }

  private:
    static constexpr QPainter::RenderHints always_ = QPainter::LosslessImageRendering;
    QPainter& target_;
    QTransform origin_;
};

OutlineDevice::OutlineDevice(QPainter& target) : target_(target), engine_(std::make_unique<Engine>(target)) {}

OutlineDevice::~OutlineDevice() = default;

QPaintEngine* OutlineDevice::paintEngine() const {
    return engine_.get();
}

int OutlineDevice::metric(PaintDeviceMetric metric) const {
    const QPaintDevice& device = *target_.device();
    switch (metric) {
        case PdmWidth:
            return device.width();
        case PdmHeight:
            return device.height();
        case PdmWidthMM:
            return device.widthMM();
        case PdmHeightMM:
            return device.heightMM();
        case PdmDpiX:
        case PdmPhysicalDpiX:
            return device.logicalDpiX();
        case PdmDpiY:
        case PdmPhysicalDpiY:
            return device.logicalDpiY();
        case PdmNumColors:
            return device.colorCount();
        case PdmDepth:
            return device.depth();
        default:
            return QPaintDevice::metric(metric);
    }
}

}  // namespace basin::ui
