// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <QString>
#include <QWidget>

#include "ui/theme.h"

namespace basin::ui {

class RunModel;

/// Base of every plot: a chart with wheel zoom, rubber-band zoom, pan (drag with the middle button or Shift),
/// reset (double click on an axis, Home), zoom undo (Backspace) and a cursor readout. The one place that
/// knows the chart toolkit's quirks. Once the user has zoomed, autoscale keeps its hands off until reset.
class PlotView : public QWidget {
    Q_OBJECT

  public:
    /// Short name, e.g. "Convergence".
    virtual QString title() const = 0;
    /// One muted line: which plane, which norm, units.
    virtual QString subtitle() const = 0;
    /// What the plot shows in words, for screen readers.
    virtual QString summary() const = 0;
    /// Follows this model from now on; null shows the empty state.
    virtual void setModel(RunModel* model) = 0;
    /// The numbers shown, as CSV with a header.
    virtual QByteArray csv() const = 0;

    void setTheme(const Theme& theme);
    bool isZoomed() const;
    void resetZoom();
    void undoZoom();
    /// Draws the plot (title, axes, legend) into the rectangle at the painter's scale; for export.
    void renderTo(QPainter& painter, const QRectF& target);

  signals:
    void headChanged();  // title or subtitle
    void zoomChanged();
    void readoutChanged(const QString& text);  // values under the cursor; empty when it left
};

}  // namespace basin::ui
