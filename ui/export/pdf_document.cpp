// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/pdf_document.h"

#include <QBuffer>
#include <QPageSize>
#include <QPdfWriter>

#include "core/numeric/printable.h"
#include "ui/export/print_units.h"

namespace basin::ui {

namespace {

constexpr int dotsPerInch = 1200;

QString xmlText(const QString& text) {
    return QString::fromStdString(printable(text.toStdString())).toHtmlEscaped();
}

/// Title and text where readers of PDF metadata look for them.
QByteArray xmpPacket(const QString& title, const QString& text) {
    return QStringLiteral(
               "<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?>\n"
               "<x:xmpmeta xmlns:x='adobe:ns:meta/'>\n"
               "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\n"
               "<rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/'>\n"
               "<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>%1</rdf:li></rdf:Alt></dc:title>\n"
               "<dc:description><rdf:Alt><rdf:li "
               "xml:lang='x-default'>%2</rdf:li></rdf:Alt></dc:description>\n"
               "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end='w'?>\n")
        .arg(xmlText(title), xmlText(text))
        .toUtf8();
}

}  // namespace

QByteArray pdfDocument(QSizeF page, const QString& title, const QString& text,
                       const std::function<void(QPainter&)>& paint) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setCreator(QStringLiteral("Basin"));
    writer.setTitle(title);
    writer.setDocumentXmpMetadata(xmpPacket(title, text));
    writer.setPageMargins({});
    writer.setPageSize(
        QPageSize(page * (pointsPerInch / unitsPerInch), QPageSize::Point, {}, QPageSize::ExactMatch));
    writer.setResolution(dotsPerInch);
    QPainter painter(&writer);
    painter.setRenderHint(QPainter::LosslessImageRendering);
    const double scale = dotsPerInch / unitsPerInch;
    painter.scale(scale, scale);
    paint(painter);
    painter.end();
    return bytes;
}

}  // namespace basin::ui
