// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>
#include <vector>

#include "core/io/atomic_file.h"
#include "core/numeric/input_error.h"
#include "ui/export/figure_export.h"
#include "ui/export/print_units.h"
#include "ui/export/report.h"
#include "ui/export/report_html.h"
#include "ui/export/report_page.h"
#include "ui/export/seen_plot.h"
#include "ui/plots/plot_view.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t mostPictures = 2;

enum class Format { html, pdf };

Format formatOf(const fs::path& file) {
    const QString ending = QString::fromStdString(file.extension().string()).toLower();
    if (ending == QLatin1String(".html") || ending == QLatin1String(".htm")) return Format::html;
    if (ending == QLatin1String(".pdf")) return Format::pdf;
    throw InputError(file.string(),
                     "found the ending \"" + file.extension().string() + "\"; expected .html or .pdf");
}

/// How it went and where, or whatever else there are data for.
std::vector<std::unique_ptr<PlotView>> makePlots(RunModel& model) {
    std::vector<std::unique_ptr<PlotView>> plots;
    const auto add = [&](PlotKind kind) {
        if (plots.size() == mostPictures) return;
        if (auto plot = makeSeenPlot(model, kind); hasData(*plot)) plots.push_back(std::move(plot));
    };
    add(PlotKind::convergence);
    add(PlotKind::landscape);
    for (const PlotKind kind : {PlotKind::series, PlotKind::basin_map, PlotKind::spectrum}) add(kind);
    return plots;
}

/// Without a record of its own: the report's is that of the whole page.
QByteArray svgOf(PlotView& plot, const Results& results) {
    const PlotStyle style = reportPlotStyle(plot);
    FigureOptions options;
    options.width = reportWidth / 2;
    options.height = ReportScale{}.pictureHeight;
    options.fontSize = style.fontSize * pointsPerUnit;
    options.lineWidth = style.lineWidth * pointsPerUnit;
    options.title = style.title;
    PlotView* const plots[] = {&plot};
    return figureBytes(pagePainter(plots, results.experiment, options), options, {style.title, {}},
                       FigureFormat::svg);
}

QByteArray htmlOf(const Report& report, const Results& results,
                  const std::vector<std::unique_ptr<PlotView>>& plots) {
    std::vector<ReportPicture> pictures;
    for (const auto& plot : plots)
        pictures.push_back({QStringLiteral("data:image/svg+xml;base64,") +
                                QString::fromLatin1(svgOf(*plot, results).toBase64()),
                            plot->title() + QStringLiteral(": ") + plot->summary()});
    return reportHtml(report, pictures, {}).toUtf8();
}

}  // namespace

void checkReportFile(const fs::path& file) {
    formatOf(file);
    check_output_file(file);
}

void writeReport(const Results& results, const fs::path& file) {
    const Format format = formatOf(file);
    const Report report = makeReport(results);
    RunModel model;
    model.load(results);
    const auto plots = makePlots(model);
    std::vector<PlotView*> shown;
    for (const auto& plot : plots) shown.push_back(plot.get());
    const QByteArray bytes =
        format == Format::html ? htmlOf(report, results, plots) : reportPdf(report, shown);
    write_output_file(file, sealed_report(bytes.toStdString(), file.string()));
}

}  // namespace basin::ui
