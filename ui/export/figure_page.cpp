// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/figure_page.h"

#include <array>
#include <cmath>

#include <QBuffer>
#include <QFont>
#include <QFontInfo>
#include <QImage>
#include <QSvgGenerator>

#include "core/io/atomic_file.h"
#include "core/io/figure_record.h"
#include "core/io/formats/figure_text.h"
#include "core/numeric/input_error.h"
#include "core/numeric/printable.h"
#include "ui/export/outline_device.h"
#include "ui/export/pdf_document.h"
#include "ui/export/print_units.h"

namespace basin::ui {

namespace {

constexpr int svgDots = 100;  // a unit

bool hasGround(const FigureOptions& options) {
    return options.background != FigureBackground::transparent;
}

void paintGround(QPainter& painter, QSizeF page, const FigureOptions& options) {
    if (hasGround(options)) painter.fillRect(QRectF(QPointF(0, 0), page), themeOf(options).card);
}

/// Ground and figure with a painter of a vector format, in 1/96 inch.
void paintVector(QPainter& painter, const PagePainter& paint, QSizeF page, const FigureOptions& options) {
    paintGround(painter, page, options);
    if (!options.outlines) {
        paint(painter, page);
        return;
    }
    OutlineDevice device(painter);
    QPainter shapes(&device);
    paint(shapes, page);
}

constexpr const char* where = "figure";

QByteArray pngBytes(const QImage& image) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "PNG")) throw InputError(where, "the picture cannot be written as PNG");
    return bytes;
}

/// The record in the place of the one that was written before its drawing was known.
QByteArray sealedPage(const QByteArray& page, const FigureMetadata& metadata) {
    if (metadata.record.empty()) return page;
    std::string bytes = page.toStdString();
    replace_figure_text(bytes, sealed(metadata.record, drawing_checksum(bytes, where)), where);
    return QByteArray::fromStdString(bytes);
}

QByteArray pngPage(const PagePainter& paint, const FigureOptions& options, const FigureMetadata& metadata) {
    QImage image = figureImage(paint, options);
    const std::string bare = pngBytes(image).toStdString();
    image.setText(QStringLiteral("Title"), metadata.title);
    image.setText(QStringLiteral("Software"), QStringLiteral("Basin"));
    image.setText(QStringLiteral("basin-experiment"),
                  QString::fromStdString(sealed(metadata.record, drawing_checksum(bare, where))));
    return pngBytes(image);
}

/// XML allows no control characters, and titles, names and notes may hold some.
QByteArray printableLines(const QByteArray& text) {
    QByteArray printed;
    for (const QByteArray& line : text.split('\n'))
        printed += QByteArray::fromStdString(printable(line.toStdString())) + '\n';
    printed.chop(1);
    return printed;
}

/// Names the family that is drawn with, and others for where it is not installed: what Qt calls its default
/// is no family to a browser. Quotes in titles and texts are escaped, so that only attributes match.
QByteArray withNamedFamilies(const QByteArray& svg) {
    const QString family = QFontInfo(QFont()).family();
    QByteArray named = svg;
    named.replace("font-family=\"" + QFont().family().toUtf8() + '"',
                  "font-family=\"'" + family.toHtmlEscaped().toUtf8() + "', Arial, Helvetica, sans-serif\"");
    return named;
}

QByteArray svgPage(const PagePainter& paint, const FigureOptions& options, const FigureMetadata& metadata) {
    const QSizeF page = pageSize(options);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    // Sizes are whole dots: fine ones, so that mm come out as they were asked for.
    generator.setResolution(static_cast<int>(unitsPerInch) * svgDots);
    generator.setSize((page * svgDots).toSize());
    generator.setViewBox(QRectF(QPointF(0, 0), page));
    // The generator writes both as they are.
    generator.setTitle(metadata.title.toHtmlEscaped());
    generator.setDescription(QString::fromStdString(metadata.record).toHtmlEscaped());
    QPainter painter(&generator);
    paintVector(painter, paint, page, options);
    painter.end();
    return sealedPage(printableLines(withNamedFamilies(bytes)), metadata);
}

QByteArray pdfPage(const PagePainter& paint, const FigureOptions& options, const FigureMetadata& metadata) {
    const QSizeF page = pageSize(options);
    const QByteArray bytes =
        pdfDocument(page, metadata.title, QString::fromStdString(metadata.record),
                    [&](QPainter& painter) { paintVector(painter, paint, page, options); });
    return sealedPage(bytes, metadata);
}

}  // namespace

std::optional<FigureFormat> figureFormatOf(const std::filesystem::path& file) {
    const QString extension = QString::fromStdString(file.extension().string()).toLower();
    if (extension == QLatin1String(".png")) return FigureFormat::png;
    if (extension == QLatin1String(".svg")) return FigureFormat::svg;
    if (extension == QLatin1String(".pdf")) return FigureFormat::pdf;
    return std::nullopt;
}

QImage figureImage(const PagePainter& paint, const FigureOptions& options) {
    options.validate();
    const QSizeF page = pageSize(options);
    const double scale = options.dpi / unitsPerInch;
    QImage image(pagePixels(options),
                 hasGround(options) ? QImage::Format_RGB32 : QImage::Format_ARGB32_Premultiplied);
    if (image.isNull()) throw InputError("size", "found a picture beyond the memory; expected a smaller one");
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing |
                           QPainter::SmoothPixmapTransform);
    if (hasGround(options)) painter.fillRect(image.rect(), themeOf(options).card);
    painter.scale(scale, scale);
    paint(painter, page);
    painter.end();
    // As it comes out of a file.
    if (!hasGround(options)) image.convertTo(QImage::Format_ARGB32);
    const int dotsPerMeter = static_cast<int>(std::lround(options.dpi / mmPerInch * 1000));
    image.setDotsPerMeterX(dotsPerMeter);
    image.setDotsPerMeterY(dotsPerMeter);
    return image;
}

QByteArray figureBytes(const PagePainter& paint, const FigureOptions& options, const FigureMetadata& metadata,
                       FigureFormat format) {
    options.validate();
    switch (format) {
        case FigureFormat::png:
            return pngPage(paint, options, metadata);
        case FigureFormat::svg:
            return svgPage(paint, options, metadata);
        case FigureFormat::pdf:
            break;
    }
    return pdfPage(paint, options, metadata);
}

void writePage(const PagePainter& paint, const FigureOptions& options, const FigureMetadata& metadata,
               const std::filesystem::path& file) {
    const auto format = figureFormatOf(file);
    if (!format)
        throw InputError(file.string(), "found the extension \"" + file.extension().string() +
                                            "\"; expected .png, .svg or .pdf");
    const QByteArray bytes = figureBytes(paint, options, metadata, *format);
    write_output_file(file, std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

}  // namespace basin::ui
