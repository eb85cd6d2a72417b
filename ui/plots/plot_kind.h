// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>
#include <optional>

#include <QString>

class QWidget;

namespace basin::ui {

class PlotView;

enum class PlotKind { convergence, landscape, spectrum, basin_map };

inline constexpr std::array allPlotKinds{PlotKind::landscape, PlotKind::convergence, PlotKind::spectrum,
                                         PlotKind::basin_map};

/// The word used on the command line and in file names: "convergence", "landscape", "spectrum", "basin-map".
QString toString(PlotKind kind);
std::optional<PlotKind> parsePlotKind(const QString& name);

std::unique_ptr<PlotView> makePlot(PlotKind kind, QWidget* parent = nullptr);

}  // namespace basin::ui
