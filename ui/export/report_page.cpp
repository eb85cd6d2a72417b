// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/report_page.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QTextDocument>
#include <QTextImageFormat>
#include <QTextObjectInterface>
#include <QTextOption>

#include "core/io/report_record.h"
#include "ui/chart/plot_style.h"
#include "ui/export/report_html.h"
#include "ui/export/report_plot_object.h"
#include "ui/plots/plot_view.h"

namespace basin::ui {

namespace {

constexpr double unitsPerInch = 96, pointsPerInch = 72;
constexpr double pageHeight = 297 / 25.4 * unitsPerInch, pageWidth = 210 / 25.4 * unitsPerInch;
constexpr double margin = 44;  // px
// What is tried in turn until the report fits its page.
constexpr ReportScale sizes[] = {{1, 330, true},    {1, 290, true},    {1, 250, true},    {1, 225, true},
                                 {1, 200, true},    {0.95, 200, true}, {0.95, 175, true}, {0.9, 175, true},
                                 {0.85, 170, true}, {0.8, 160, true},  {0.75, 150, true}, {0.7, 140, true},
                                 {0.65, 130, true}, {0.6, 110, true}};

QString xmlText(const std::string& text) {
    return QString::fromStdString(text).toHtmlEscaped();
}

/// Title and record where readers of PDF metadata look for them, as in figures.
QByteArray xmpPacket(const Report& report) {
    return QStringLiteral(
               "<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?>\n"
               "<x:xmpmeta xmlns:x='adobe:ns:meta/'>\n"
               "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\n"
               "<rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/'>\n"
               "<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>%1</rdf:li></rdf:Alt></dc:title>\n"
               "<dc:description><rdf:Alt><rdf:li xml:lang='x-default'>%2</rdf:li></rdf:Alt>"
               "</dc:description>\n"
               "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end='w'?>\n")
        .arg(report.title.toHtmlEscaped(), xmlText(report_record_text(report.record)))
        .toUtf8();
}

void fill(QTextDocument& document, const Report& report, std::span<PlotView* const> plots,
          const ReportScale& scale) {
    std::vector<ReportPicture> pictures;
    for (std::size_t k = 0; k < plots.size(); ++k)
        pictures.push_back({QLatin1String(PlotObject::scheme) + QString::number(k), {}});
    document.setHtml(reportHtml(report, pictures, scale));
    document.setTextWidth(reportWidth);
}

}  // namespace

PlotStyle reportPlotStyle(const PlotView& plot) {
    PlotStyle style;
    style.fontSize = 9;
    style.lineWidth = 1.2;
    style.isFigure = true;
    style.title = plot.title();
    return style;
}

QByteArray reportPdf(const Report& report, std::span<PlotView* const> plots) {
    QTextDocument document;
    PlotObject pictures(plots);
    document.documentLayout()->registerHandler(QTextFormat::ImageObject, &pictures);
    document.setDocumentMargin(0);
    QImage device(1, 1, QImage::Format_RGB32);  // of the resolution that all lengths are for
    device.setDotsPerMeterX(qRound(unitsPerInch / 0.0254));
    device.setDotsPerMeterY(device.dotsPerMeterX());
    document.documentLayout()->setPaintDevice(&device);
    QTextOption option = document.defaultTextOption();
    option.setUseDesignMetrics(true);  // of the type itself, not of pixels
    document.setDefaultTextOption(option);
    for (const ReportScale& scale : sizes) {
        fill(document, report, plots, scale);
        if (document.size().height() <= pageHeight - 2 * margin) break;
    }
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setCreator(QStringLiteral("Basin"));
    writer.setTitle(report.title);
    writer.setDocumentXmpMetadata(xmpPacket(report));
    writer.setPageMargins({});
    writer.setPageSize(QPageSize(QSizeF(pageWidth, pageHeight) * (pointsPerInch / unitsPerInch),
                                 QPageSize::Point, {}, QPageSize::ExactMatch));
    writer.setResolution(1200);
    QPainter painter(&writer);
    painter.setRenderHint(QPainter::LosslessImageRendering);
    const double scale = writer.resolution() / unitsPerInch;
    painter.scale(scale, scale);
    painter.translate((pageWidth - reportWidth) / 2, margin);
    document.drawContents(&painter);
    painter.end();
    return bytes;
}

}  // namespace basin::ui
