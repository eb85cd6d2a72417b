// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include <QByteArray>
#include <QString>

#include "ui/export/report.h"

namespace basin::ui {

class PlotView;
struct PlotStyle;

/// The report as a PDF of one page, A4: what its HTML says, with the plots drawn into it as vectors and the
/// record in its metadata.
QByteArray reportPdf(const Report& report, std::span<PlotView* const> plots);

/// How a plot is drawn in a report.
PlotStyle reportPlotStyle(const PlotView& plot);

}  // namespace basin::ui
