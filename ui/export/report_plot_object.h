// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include <QObject>
#include <QTextObjectInterface>

namespace basin::ui {

class PlotView;

/// Draws the plots where a document has its images, whose names are the scheme and the plot's number. The
/// plots must outlive it.
class PlotObject : public QObject, public QTextObjectInterface {
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)

  public:
    static constexpr char scheme[] = "plot:";

    explicit PlotObject(std::span<PlotView* const> plots) : plots_(plots) {}

    QSizeF intrinsicSize(QTextDocument*, int, const QTextFormat& format) override;
    void drawObject(QPainter* painter, const QRectF& place, QTextDocument*, int,
                    const QTextFormat& format) override;

  private:
    std::span<PlotView* const> plots_;
};

}  // namespace basin::ui
