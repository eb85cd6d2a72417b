// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/plot_record.h"

#include "core/io/carried_data.h"
#include "core/io/experiment_json.h"
#include "core/io/formats/csv.h"
#include "ui/plots/plot_view.h"

namespace basin::ui {

namespace {

/// The paths over a plane, which its table does not have.
std::string pathsCsv(const PlotView& plot) {
    CsvWriter table({"curve", "x", "y"});
    if (plot.kind() != PlotKind::landscape && plot.kind() != PlotKind::attraction) return table.text();
    for (const Curve& curve : plot.curves()) {
        if (curve.isPinned) continue;  // its experiment is another
        const std::string name = curve.name.toStdString();
        for (const QPointF& point : curve.points) table.cell(name).cell(point.x()).cell(point.y()).end_line();
    }
    return table.text();
}

/// The experiment with its series and starts in it, as long as they are short: a figure on its own is all
/// that its reader may have.
Experiment carriedExperiment(const Experiment& experiment, nlohmann::ordered_json& sources) {
    CarriedData carried = carry_data(experiment, 0);
    sources = std::move(carried.sources);
    const bool isShort = experiment_to_json(carried.experiment).dump().size() <= most_plotted_bytes;
    return isShort ? carried.experiment : experiment;
}

}  // namespace

PlottedNumbers plottedNumbers(const PlotView& plot) {
    return plotted_numbers(*plot.kind(), plot.spec(), plot.csv().toStdString(), pathsCsv(plot));
}

FigureRecord figureRecord(std::span<PlotView* const> plots, const Experiment& experiment) {
    FigureRecord record;
    record.experiment = carriedExperiment(experiment, record.data);
    for (const PlotView* plot : plots) {
        if (!plot->kind()) continue;
        record.plots.push_back(plottedNumbers(*plot));
        record.whole = record.whole && plot->showsWholeRun();
    }
    record.environment = current_environment();
    return record;
}

}  // namespace basin::ui
