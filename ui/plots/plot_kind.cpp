// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_kind.h"

#include "ui/plots/basin_map_plot.h"
#include "ui/plots/convergence_plot.h"
#include "ui/plots/landscape_plot.h"
#include "ui/plots/spectrum_plot.h"

namespace basin::ui {

QString toString(PlotKind kind) {
    switch (kind) {
        case PlotKind::convergence:
            return QStringLiteral("convergence");
        case PlotKind::landscape:
            return QStringLiteral("landscape");
        case PlotKind::spectrum:
            return QStringLiteral("spectrum");
        case PlotKind::basin_map:
            break;
    }
    return QStringLiteral("basin-map");
}

std::optional<PlotKind> parsePlotKind(const QString& name) {
    for (const PlotKind kind : allPlotKinds)
        if (toString(kind) == name) return kind;
    return std::nullopt;
}

std::unique_ptr<PlotView> makePlot(PlotKind kind, QWidget* parent) {
    switch (kind) {
        case PlotKind::convergence:
            return std::make_unique<ConvergencePlot>(parent);
        case PlotKind::landscape:
            return std::make_unique<LandscapePlot>(parent);
        case PlotKind::spectrum:
            return std::make_unique<SpectrumPlot>(parent);
        case PlotKind::basin_map:
            break;
    }
    return std::make_unique<BasinMapPlot>(parent);
}

}  // namespace basin::ui
