// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include <QColor>
#include <QImage>
#include <QPainterPath>
#include <QRectF>
#include <QSizeF>
#include <QString>

#include "ui/chart/chart_report.h"
#include "ui/export/figure_page.h"

namespace basin::ui {

// What a painter drew on a page. Lengths in 1/96 inch, places on the page; those of rotated things are of the
// upright box around them.

struct RecordedText {
    std::size_t order = 0;  // of drawing, counted over all that is on the page
    QString text, family;
    double size = 0;  // pt
    QColor color;
    QRectF ink;                  // box around what is seen of the glyphs
    double angle = 0;            // degrees, counterclockwise
    bool isIndex = false;        // a sub- or superscript of the text before or behind it
    bool clipped = false;        // a clip cuts it
    bool missingGlyphs = false;  // no installed font has all its characters
};

struct RecordedStroke {
    std::size_t order = 0;
    double width = 0;  // pt; 0: as thin as the device can
    QColor color;
    Qt::PenStyle dash = Qt::SolidLine;
    QRectF bounds;
    QPainterPath path;
};

struct RecordedFill {
    std::size_t order = 0;
    QColor color;
    QRectF bounds;
    QPainterPath path;
};

struct RecordedImage {
    std::size_t order = 0;
    QImage image;
    QRectF bounds;
};

/// All that is on a page.
struct RecordedPage {
    QSizeF size;
    std::vector<RecordedText> texts;
    std::vector<RecordedStroke> strokes;
    std::vector<RecordedFill> fills;
    std::vector<RecordedImage> images;
    std::vector<ChartReport> charts;
};

/// Draws a page of that size onto a device that keeps what is drawn instead of showing it.
RecordedPage recordPage(const PagePainter& paint, QSizeF page);

}  // namespace basin::ui
