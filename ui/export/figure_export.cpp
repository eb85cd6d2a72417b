// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/figure_export.h"

#include <memory>

#include <QPainter>
#include <nlohmann/json.hpp>

#include "core/io/experiment_json.h"
#include "ui/export/figure_page.h"
#include "ui/plots/plot_view.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

constexpr int dashboardColumns = 2;

FigureMetadata metadataOf(const Experiment& experiment, const FigureOptions& options, const QString& kind) {
    FigureMetadata metadata;
    const QString title = QString::fromStdString(experiment.title);
    metadata.title = !options.title.isEmpty() ? options.title
                     : title.isEmpty()        ? kind
                                              : QStringLiteral("%1: %2").arg(title, kind);
    metadata.experiment = QString::fromStdString(experiment_to_json(experiment).dump());
    return metadata;
}

PlotStyle styleOf(const FigureOptions& options) {
    PlotStyle style;
    style.theme = options.theme;
    style.fontSize = options.fontSize;
    style.lineWidth = options.lineWidth;
    style.legend = options.legend;
    style.title = options.title;
    return style;
}

}  // namespace

void exportFigure(const Results& results, PlotKind kind, const FigureOptions& options,
                  const std::filesystem::path& file) {
    RunModel model;
    model.load(results);
    const std::unique_ptr<PlotView> plot = makePlot(kind);
    plot->setModel(&model);
    exportFigure(*plot, results.experiment, options, file);
}

void exportFigure(PlotView& plot, const Experiment& experiment, const FigureOptions& options,
                  const std::filesystem::path& file) {
    const auto paint = [&](QPainter& painter, QSizeF page) {
        plot.renderTo(painter, QRectF(QPointF(0, 0), page), styleOf(options));
    };
    writePage(paint, options, metadataOf(experiment, options, plot.title()), file);
}

void exportDashboard(const Results& results, const FigureOptions& options,
                     const std::filesystem::path& file) {
    RunModel model;
    model.load(results);
    const auto paint = [&](QPainter& painter, QSizeF page) {
        PlotStyle style = styleOf(options);
        double top = 0;
        if (!options.title.isEmpty()) {
            top = 2.2 * options.fontSize;
            QFont font;
            font.setPixelSize(static_cast<int>(options.fontSize * 16 / 11));
            font.setWeight(QFont::DemiBold);
            painter.setFont(font);
            painter.setPen(options.theme.text);
            painter.drawText(QRectF(gutter, 0, page.width() - gutter, top), Qt::AlignLeft | Qt::AlignBottom,
                             options.title);
        }
        const int rows = static_cast<int>(allPlotKinds.size()) / dashboardColumns;
        const QSizeF cell(page.width() / dashboardColumns, (page.height() - top) / rows);
        int index = 0;
        for (const PlotKind kind : allPlotKinds) {
            const std::unique_ptr<PlotView> plot = makePlot(kind);
            plot->setModel(&model);
            plot->refresh();
            style.title = plot->title();
            const int row = index / dashboardColumns, column = index % dashboardColumns;
            const QRectF place(column * cell.width(), top + row * cell.height(), cell.width(), cell.height());
            plot->renderTo(painter, place.adjusted(gutter / 2.0, gutter / 2.0, -gutter / 2.0, -gutter / 2.0),
                           style);
            ++index;
        }
    };
    writePage(paint, options, metadataOf(results.experiment, options, QStringLiteral("dashboard")), file);
}

}  // namespace basin::ui
