// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/report_page.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <QAbstractTextDocumentLayout>
#include <QImage>
#include <QPainter>
#include <QTextDocument>
#include <QTextImageFormat>
#include <QTextOption>

#include "core/io/report_record.h"
#include "ui/chart/plot_style.h"
#include "ui/export/pdf_document.h"
#include "ui/export/print_units.h"
#include "ui/export/report_html.h"
#include "ui/export/report_plot_object.h"
#include "ui/plots/plot_view.h"

namespace basin::ui {

namespace {

constexpr double pageHeight = 297 / 25.4 * unitsPerInch, pageWidth = 210 / 25.4 * unitsPerInch;
constexpr double margin = 44;  // px
// What is tried in turn until the report fits its page.
constexpr ReportScale sizes[] = {{1, 330, true},    {1, 290, true},    {1, 250, true},    {1, 225, true},
                                 {1, 200, true},    {0.95, 200, true}, {0.95, 175, true}, {0.9, 175, true},
                                 {0.85, 170, true}, {0.8, 160, true},  {0.75, 150, true}, {0.7, 140, true},
                                 {0.65, 130, true}, {0.6, 110, true}};

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
    return pdfDocument(QSizeF(pageWidth, pageHeight), report.title,
                       QString::fromStdString(report_record_text(report.record)), [&](QPainter& painter) {
                           painter.translate((pageWidth - reportWidth) / 2, margin);
                           document.drawContents(&painter);
                       });
}

}  // namespace basin::ui
