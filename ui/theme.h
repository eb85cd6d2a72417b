// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QObject>
#include <QPalette>
#include <QString>

namespace basin::ui {

/// Colours and sizes of the window: the one table (light and dark). Lengths in device-independent pixels.
struct Theme {
    bool dark = false;
    QColor window, card, border, text, muted, accent, grid, danger;

    static Theme light();
    static Theme night();
    QPalette palette() const;
};

inline constexpr int spaceUnit = 8;
inline constexpr int gutter = 12;
inline constexpr int cardRadius = 8;
struct TypeScale {
    int small = 11, body = 13, heading = 16, display = 22;  // px
};

/// How a solver looks everywhere: curves, paths, legend, table.
struct SolverStyle {
    enum class Marker { circle, square, triangle, diamond, cross };
    QColor color;
    Qt::PenStyle dash = Qt::SolidLine;
    Marker marker = Marker::circle;
};
/// By catalogue name; unknown names continue the cycle by index.
SolverStyle solverStyle(const QString& name, int index = 0);

}  // namespace basin::ui
