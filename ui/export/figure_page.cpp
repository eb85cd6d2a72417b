// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/figure_page.h"

#include <array>
#include <cmath>

#include <QBuffer>
#include <QFont>
#include <QFontInfo>
#include <QImage>
#include <QPageSize>
#include <QPdfWriter>
#include <QSvgGenerator>

#include "core/io/atomic_file.h"
#include "core/numeric/input_error.h"
#include "core/numeric/printable.h"
#include "core/numeric/text.h"

namespace basin::ui {

namespace {

constexpr double unitsPerInch = 96;
constexpr double mmPerInch = 25.4;
constexpr double pointsPerInch = 72;
constexpr double largestImage = 30000;  // px a side

QByteArray pngPage(const PagePainter& paint, const FigureOptions& options, const FigureMetadata& metadata) {
    const QSizeF page = pageSize(options);
    const double scale = options.dpi / unitsPerInch;
    const QSize pixels = (page * scale).toSize();
    QImage image(pixels, QImage::Format_RGB32);
    image.fill(options.theme.card);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing |
                           QPainter::SmoothPixmapTransform);
    painter.scale(scale, scale);
    paint(painter, page);
    painter.end();
    const int dotsPerMeter = static_cast<int>(std::lround(options.dpi / mmPerInch * 1000));
    image.setDotsPerMeterX(dotsPerMeter);
    image.setDotsPerMeterY(dotsPerMeter);
    image.setText(QStringLiteral("Title"), metadata.title);
    image.setText(QStringLiteral("Software"), QStringLiteral("Basin"));
    image.setText(QStringLiteral("basin-experiment"), metadata.experiment);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "PNG")) throw InputError("figure", "the picture cannot be written as PNG");
    return bytes;
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
    generator.setResolution(static_cast<int>(unitsPerInch));
    generator.setSize(page.toSize());
    generator.setViewBox(QRectF(QPointF(0, 0), page));
    // The generator writes both as they are.
    generator.setTitle(metadata.title.toHtmlEscaped());
    generator.setDescription(metadata.experiment.toHtmlEscaped());
    QPainter painter(&generator);
    painter.fillRect(QRectF(QPointF(0, 0), page), options.theme.card);
    paint(painter, page);
    painter.end();
    return printableLines(withNamedFamilies(bytes));
}

QString xmlText(const QString& text) {
    return QString::fromStdString(printable(text.toStdString())).toHtmlEscaped();
}

/// Title and experiment where readers of PDF metadata look for them.
QByteArray xmpPacket(const FigureMetadata& metadata) {
    return QStringLiteral(
               "<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?>\n"
               "<x:xmpmeta xmlns:x='adobe:ns:meta/'>\n"
               "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\n"
               "<rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/'>\n"
               "<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>%1</rdf:li></rdf:Alt></dc:title>\n"
               "<dc:description><rdf:Alt><rdf:li "
               "xml:lang='x-default'>%2</rdf:li></rdf:Alt></dc:description>\n"
               "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end='w'?>\n")
        .arg(xmlText(metadata.title), xmlText(metadata.experiment))
        .toUtf8();
}

QByteArray pdfPage(const PagePainter& paint, const FigureOptions& options, const FigureMetadata& metadata) {
    const QSizeF page = pageSize(options);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setCreator(QStringLiteral("Basin"));
    writer.setTitle(metadata.title);
    writer.setDocumentXmpMetadata(xmpPacket(metadata));
    writer.setPageMargins({});
    writer.setPageSize(
        QPageSize(page * (pointsPerInch / unitsPerInch), QPageSize::Point, {}, QPageSize::ExactMatch));
    writer.setResolution(1200);
    QPainter painter(&writer);
    painter.setRenderHint(QPainter::LosslessImageRendering);
    const double scale = writer.resolution() / unitsPerInch;
    painter.scale(scale, scale);
    painter.fillRect(QRectF(QPointF(0, 0), page), options.theme.card);
    paint(painter, page);
    painter.end();
    return bytes;
}

void require(bool holds, const char* field, double value, const char* constraint) {
    if (!holds)
        throw InputError(std::string("figure.") + field,
                         "found " + exact_number_text(value) + "; expected " + constraint);
}

}  // namespace

void FigureOptions::validate() const {
    require(std::isfinite(width) && width > 0, "width", width, "width > 0");
    require(std::isfinite(height) && height > 0, "height", height, "height > 0");
    require(dpi >= 10 && dpi <= 2400, "dpi", dpi, "10 <= dpi <= 2400");
    require(fontSize >= 4 && fontSize <= 72, "fontSize", fontSize, "4 <= fontSize <= 72");
    require(lineWidth >= 0.1 && lineWidth <= 20, "lineWidth", lineWidth, "0.1 <= lineWidth <= 20");
    const QSizeF pixels = pageSize(*this) * (dpi / unitsPerInch);
    require(pixels.width() >= 1 && pixels.width() <= largestImage, "width", width,
            "1 to 30000 pixels at this dpi");
    require(pixels.height() >= 1 && pixels.height() <= largestImage, "height", height,
            "1 to 30000 pixels at this dpi");
}

QSizeF pageSize(const FigureOptions& options) {
    const double perInch = options.unit == FigureOptions::Unit::px ? options.dpi : mmPerInch;
    return QSizeF(options.width, options.height) * (unitsPerInch / perInch);
}

void writePage(const PagePainter& paint, const FigureOptions& options, const FigureMetadata& metadata,
               const std::filesystem::path& file) {
    options.validate();
    const QString extension = QString::fromStdString(file.extension().string()).toLower();
    QByteArray bytes;
    if (extension == QLatin1String(".png"))
        bytes = pngPage(paint, options, metadata);
    else if (extension == QLatin1String(".svg"))
        bytes = svgPage(paint, options, metadata);
    else if (extension == QLatin1String(".pdf"))
        bytes = pdfPage(paint, options, metadata);
    else
        throw InputError(file.string(), "found the extension \"" + file.extension().string() +
                                            "\"; expected .png, .svg or .pdf");
    write_output_file(file, std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

}  // namespace basin::ui
