// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QColor>
#include <QPointF>
#include <QString>
#include <QStringList>

#include "ui/chart/axis_transform.h"
#include "ui/theme.h"

namespace basin::ui {

/// Which points of a curve have its marker: each one; those that stand alone, the last one, and some of the
/// others; or some only, so that what lies under them is seen. Some: at a readable spacing along the curve,
/// and not where the other curves have theirs.
enum class Marking { every, alone, some };

/// What is drawn first. Usual lines that lie on each other are all seen: solid ones are drawn first, dotted
/// ones last.
enum class CurveLayer { ground, usual, top };

/// One line of a plot, in data coordinates. A NaN is a gap.
struct Curve {
    QString name;  // in the legend; empty: not there
    QColor color;
    Qt::PenStyle dash = Qt::SolidLine;
    std::optional<SolverStyle::Marker> marker;
    double width = 1;    // times the style's line width
    bool sorted = true;  // x ascends, so that pixel columns can be decimated
    std::vector<QPointF> points;
    QString detail = {};  // behind the name in the legend, where there is room
    Marking marking = Marking::alone;
    CurveLayer layer = CurveLayer::usual;
    bool inLegend = true;   // where it has a name
    bool isRun = false;     // a solver's, which a list beside the plot may name
    bool isPinned = false;  // of a run beside the one shown, which the plot's numbers are not of
};

/// One axis as a plot asks for it.
struct PlotAxis {
    AxisTransform transform;
    double low = 0, high = 1;  // range of the data, axis coordinates
    QString label;
    QString shortLabel;          // where the label has no room; empty: the same
    bool integers = false;       // ticks at whole numbers only
    bool dates = false;          // seconds since 1970, ticks at round dates; linear axes only
    double margin = 0.04;        // room beyond the data, as a share of the range
    std::vector<double> points;  // data values; where there are any, ticks stand there and nowhere else
    QStringList names;           // of the places 0, 1, ... instead of numbers; linear axes only
};

}  // namespace basin::ui
