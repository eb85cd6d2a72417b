// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include <QColor>
#include <QFont>
#include <QPainter>
#include <QRectF>
#include <QString>
#include <QStringList>

#include "ui/chart/plot_style.h"
#include "ui/theme.h"

namespace basin::ui {

/// Draws a sign of a plot, by what draws it on the plot, into a box.
using SignPainter = std::function<void(QPainter&, const QRectF& box)>;

/// One entry of the legend: how something looks and what it is called.
struct LegendEntry {
    QString name;
    QColor color;
    Qt::PenStyle dash = Qt::SolidLine;
    std::optional<SolverStyle::Marker> marker = {};
    SignPainter sign = {};  // instead of line and marker
    QString detail = {};    // behind the name, where there is room
    bool isRun = false;     // a solver's, which a list beside the plot may name
};

/// An entry for a sign.
LegendEntry signEntry(const QString& name, SignPainter sign);

struct PlacedLegendEntry {
    LegendEntry entry;
    QStringList lines;  // the name as it fits
    QRectF box;
};

/// A legend that is laid out, its upper left corner at 0, 0. Lengths in pixels.
struct LegendBlock {
    std::vector<PlacedLegendEntry> entries;
    QFont font;
    QSizeF size{0, 0};
    int leftOut = 0;   // entries that are not in it
    QRectF more = {};  // where their number is told; null: nowhere
};

enum class LegendFlow { rows, column };

/// All entries, whatever height that takes: one under the other, or in rows. A name that is wider is wrapped.
LegendBlock layoutLegend(const std::vector<LegendEntry>& entries, const QFont& font, double width,
                         LegendFlow flow);
/// The same in a type so small that it has room, though not below the smallest (px).
LegendBlock fitLegend(const std::vector<LegendEntry>& entries, const QFont& font, QSizeF room,
                      LegendFlow flow, double smallest = 0);
/// As many entries as there is room for, and the number of the others. Runs are left out first: where
/// `withoutRuns`, all of them.
LegendBlock foldLegend(const std::vector<LegendEntry>& entries, const QFont& font, QSizeF room,
                       LegendFlow flow, bool withoutRuns);

/// The details behind the names.
std::vector<LegendEntry> detailed(std::vector<LegendEntry> entries);

/// Draws entries in the painter's font.
void paintLegend(QPainter& painter, const std::vector<PlacedLegendEntry>& entries, const PlotStyle& style);
/// A ground and a line around it, for a legend on the data.
void paintLegendGround(QPainter& painter, const QRectF& frame, const PlotStyle& style);

}  // namespace basin::ui
