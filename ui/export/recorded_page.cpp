// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/recorded_page.h"

#include <cmath>
#include <optional>

#include <QFontInfo>
#include <QFontMetricsF>
#include <QGlyphRun>
#include <QHash>
#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainterPath>
#include <QTextLayout>
#include <QtMath>

#include "ui/export/print_units.h"

namespace basin::ui {

namespace {

constexpr double cutBy = 0.5;  // units of a text beyond a clip that antialiasing does not explain

double scaleOf(const QTransform& transform) {
    return std::sqrt(std::abs(transform.determinant()));
}

double pixelSizeOf(const QFont& font) {
    return font.pixelSize() > 0 ? font.pixelSize() : font.pointSizeF() * unitsPerInch / pointsPerInch;
}

class RecordingEngine : public QPaintEngine {
  public:
    explicit RecordingEngine(RecordedPage& page) : QPaintEngine(AllFeatures), page_(page) {}

    bool begin(QPaintDevice*) override {
        setActive(true);
        return true;
    }
    bool end() override {
        setActive(false);
        return true;
    }
    Type type() const override { return User; }

    void updateState(const QPaintEngineState& state) override;
    void drawPath(const QPainterPath& path) override;
    void drawPolygon(const QPointF* points, int count, PolygonDrawMode mode) override;
    void drawTextItem(const QPointF& at, const QTextItem& item) override;
    void drawPixmap(const QRectF& target, const QPixmap& pixmap, const QRectF& part) override {
        addImage(target, pixmap.toImage().copy(part.toAlignedRect()));
    }
    void drawTiledPixmap(const QRectF& target, const QPixmap& pixmap, const QPointF&) override {
        addImage(target, pixmap.toImage());
    }
    void drawImage(const QRectF& target, const QImage& image, const QRectF& part,
                   Qt::ImageConversionFlags) override {
        addImage(target, image.copy(part.toAlignedRect()));
    }
    using QPaintEngine::drawPolygon;

  private:
    void addShape(const QPainterPath& path, bool filled);
    void addImage(const QRectF& target, const QImage& image);
    void addClip(Qt::ClipOperation operation, const QRectF& rect);
    bool isShown(const QRectF& bounds) const;
    bool joinsLast(const RecordedText& text) const;
    bool hasMissingGlyphs(const QString& text, const QFont& font);

    RecordedPage& page_;
    std::optional<QRectF> clip_;
    std::size_t drawn_ = 0;
    QHash<QString, bool> missing_;
};

void RecordingEngine::updateState(const QPaintEngineState& state) {
    const DirtyFlags dirty = state.state();
    if (dirty.testFlag(DirtyClipEnabled) && !state.isClipEnabled()) clip_.reset();
    const QTransform& transform = state.transform();
    if (dirty.testFlag(DirtyClipPath))
        addClip(state.clipOperation(), transform.mapRect(state.clipPath().boundingRect()));
    else if (dirty.testFlag(DirtyClipRegion))
        addClip(state.clipOperation(), transform.mapRect(QRectF(state.clipRegion().boundingRect())));
}

void RecordingEngine::addClip(Qt::ClipOperation operation, const QRectF& rect) {
    if (operation == Qt::NoClip)
        clip_.reset();
    else
        clip_ = operation == Qt::IntersectClip && clip_ ? *clip_ & rect : rect;
}

bool RecordingEngine::isShown(const QRectF& bounds) const {
    return !clip_ || clip_->adjusted(-1, -1, 1, 1).intersects(bounds.adjusted(-1, -1, 1, 1));
}

void RecordingEngine::drawPath(const QPainterPath& path) {
    addShape(path, true);
}

void RecordingEngine::drawPolygon(const QPointF* points, int count, PolygonDrawMode mode) {
    QPolygonF polygon;
    for (int i = 0; i < count; ++i) polygon.append(points[i]);
    QPainterPath path;
    path.addPolygon(polygon);
    if (mode != PolylineMode) path.closeSubpath();
    addShape(path, mode != PolylineMode);
}

void RecordingEngine::addShape(const QPainterPath& path, bool filled) {
    const QRectF place = state->transform().mapRect(path.controlPointRect());
    if (!isShown(place)) return;
    const QPainterPath placed = state->transform().map(path);
    const QBrush brush = state->brush();
    if (filled && brush.style() != Qt::NoBrush && brush.color().alpha() > 0)
        page_.fills.push_back({drawn_++, brush.color(), place, placed});
    const QPen pen = state->pen();
    if (pen.style() == Qt::NoPen || pen.color().alpha() == 0) return;
    const double scale = pen.isCosmetic() ? 1 : scaleOf(state->transform());
    page_.strokes.push_back(
        {drawn_++, pen.widthF() * scale * pointsPerUnit, pen.color(), pen.style(), place, placed});
}

void RecordingEngine::addImage(const QRectF& target, const QImage& image) {
    const QRectF place = state->transform().mapRect(target);
    if (isShown(place)) page_.images.push_back({drawn_++, image, place});
}

bool RecordingEngine::hasMissingGlyphs(const QString& text, const QFont& font) {
    const QString key = font.key() + QLatin1Char('\n') + text;
    const auto known = missing_.constFind(key);
    if (known != missing_.constEnd()) return *known;
    QTextLayout layout(text, font);
    layout.beginLayout();
    layout.createLine();
    layout.endLayout();
    bool missing = false;
    for (const QGlyphRun& run : layout.glyphRuns())
        for (const quint32 glyph : run.glyphIndexes()) missing = missing || glyph == 0;
    missing_.insert(key, missing);
    return missing;
}

/// Of a line in several fonts each part comes with the text of the whole.
bool RecordingEngine::joinsLast(const RecordedText& text) const {
    if (page_.texts.empty()) return false;
    const RecordedText& last = page_.texts.back();
    return last.text == text.text && last.color == text.color && last.size == text.size &&
           std::abs(last.ink.center().y() - text.ink.center().y()) < text.ink.height() &&
           last.ink.intersects(text.ink.adjusted(-1, -1, 1, 1)) && last.ink.topLeft() != text.ink.topLeft();
}

void RecordingEngine::drawTextItem(const QPointF& at, const QTextItem& item) {
    const QString text(item.text().constData(), item.text().size());  // the item's is gone afterwards
    if (text.trimmed().isEmpty() || state->pen().color().alpha() == 0) return;
    const QFont font = item.font();
    const QTransform& transform = state->transform();
    const QRectF ink = QFontMetricsF(font).tightBoundingRect(text).translated(at);
    RecordedText recorded;
    recorded.text = text;
    recorded.family = QFontInfo(font).family();
    recorded.size = pixelSizeOf(font) * scaleOf(transform) * pointsPerUnit;
    recorded.color = state->pen().color();
    recorded.ink = transform.mapRect(ink);
    recorded.angle = -qRadiansToDegrees(std::atan2(transform.m12(), transform.m11()));
    if (!isShown(recorded.ink) || joinsLast(recorded)) return;
    recorded.clipped = clip_ && !clip_->adjusted(-cutBy, -cutBy, cutBy, cutBy).contains(recorded.ink);
    recorded.missingGlyphs = hasMissingGlyphs(text, font);
    recorded.order = drawn_++;
    page_.texts.push_back(recorded);
}

class RecordingDevice : public QPaintDevice, public ChartListener {
  public:
    explicit RecordingDevice(RecordedPage& page) : page_(page), engine_(page) {}

    QPaintEngine* paintEngine() const override { return &engine_; }
    void chartDrawn(const ChartReport& report) override { page_.charts.push_back(report); }

  protected:
    int metric(PaintDeviceMetric metric) const override;

  private:
    RecordedPage& page_;
    mutable RecordingEngine engine_;
};

int RecordingDevice::metric(PaintDeviceMetric metric) const {
    constexpr double mmPerUnit = mmPerInch / unitsPerInch;
    switch (metric) {
        case PdmWidth:
            return static_cast<int>(std::ceil(page_.size.width()));
        case PdmHeight:
            return static_cast<int>(std::ceil(page_.size.height()));
        case PdmWidthMM:
            return static_cast<int>(std::lround(page_.size.width() * mmPerUnit));
        case PdmHeightMM:
            return static_cast<int>(std::lround(page_.size.height() * mmPerUnit));
        case PdmDpiX:
        case PdmDpiY:
        case PdmPhysicalDpiX:
        case PdmPhysicalDpiY:
            return static_cast<int>(unitsPerInch);
        case PdmDepth:
            return 24;
        case PdmNumColors:
            return 1 << 24;
        case PdmDevicePixelRatio:
            return 1;
        case PdmDevicePixelRatioScaled:
            return static_cast<int>(devicePixelRatioFScale());
        default:
            return 0;
    }
}

/// Whether one is written as an index at the other: in two thirds of its type, whole pixels, right beside it.
bool isIndexOf(const RecordedText& index, const RecordedText& text) {
    constexpr double least = 0.5, most = 0.72, near = 0.5;
    if (index.size < least * text.size || index.size > most * text.size) return false;
    const double reach = near * text.size / pointsPerUnit;
    return text.ink.adjusted(-reach, -reach, reach, reach).intersects(index.ink);
}

void markIndices(std::vector<RecordedText>& texts) {
    for (std::size_t i = 0; i < texts.size(); ++i) {
        // One index may stand over another.
        for (std::size_t back = 1; back <= 2 && back <= i; ++back)
            if (isIndexOf(texts[i], texts[i - back])) texts[i].isIndex = true;
        if (i + 1 < texts.size() && isIndexOf(texts[i], texts[i + 1])) texts[i].isIndex = true;
    }
}

}  // namespace

RecordedPage recordPage(const PagePainter& paint, QSizeF page) {
    RecordedPage recorded;
    recorded.size = page;
    RecordingDevice device(recorded);
    QPainter painter(&device);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    paint(painter, page);
    painter.end();
    markIndices(recorded.texts);
    return recorded;
}

}  // namespace basin::ui
