// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/report_plot_object.h"

#include <QPainter>
#include <QTextFormat>

#include "ui/export/report_page.h"
#include "ui/plots/plot_view.h"

namespace basin::ui {

QSizeF PlotObject::intrinsicSize(QTextDocument*, int, const QTextFormat& format) {
    const QTextImageFormat image = format.toImageFormat();
    return {image.width(), image.height()};
}

void PlotObject::drawObject(QPainter* painter, const QRectF& place, QTextDocument*, int,
                            const QTextFormat& format) {
    const QString name = format.toImageFormat().name();
    const int plot = name.mid(static_cast<int>(qstrlen(scheme))).toInt();
    PlotView& shown = *plots_[static_cast<std::size_t>(plot)];
    painter->save();
    shown.renderTo(*painter, place, reportPlotStyle(shown));
    painter->restore();
}

}  // namespace basin::ui
