// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QPainter>
#include <QRectF>
#include <QString>

#include "ui/chart/plot_style.h"
#include "ui/export/figure_options.h"

namespace basin::ui {

class PlotView;

/// Plots on one page, lettered a, b, c, with one legend for all. Lengths in pixels of the style.
struct PanelPage {
    std::vector<PlotView*> plots;
    std::vector<Panel> shares;  // of the plots; their sizes beside each other count
    QString title;              // over the whole page; empty: none
    PlotStyle style;            // of each plot
    bool captioned = true;      // a line under each plot's title says what is seen
};

/// The places of panels on a page, row by row, in rows as long as leaves them well proportioned.
std::vector<QRectF> panelPlaces(const std::vector<Panel>& shares, QSizeF page);

void paintPanels(QPainter& painter, QSizeF page, const PanelPage& panels);

}  // namespace basin::ui
