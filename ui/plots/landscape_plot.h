// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include <QComboBox>

#include "core/analysis/contours.h"
#include "core/analysis/landscape.h"
#include "ui/plots/color_scale.h"
#include "ui/plots/heatmap.h"
#include "ui/plots/plot_view.h"

namespace basin::ui {

/// The loss on a plane: heatmap, contour lines, one path per solver up to the playhead, start and minimiser.
class LandscapePlot : public PlotView {
    Q_OBJECT

  public:
    explicit LandscapePlot(QWidget* parent = nullptr);

    QString title() const override;
    QString subtitle() const override { return subtitle_; }
    QString summary() const override;
    QByteArray csv() const override;
    void setModel(RunModel* model) override;
    QWidget* controls() override { return levels_; }

    void setLevels(ColorScale::Kind kind);
    ColorScale::Kind levels() const { return kind_; }
    const std::vector<ContourLine>& contours() const { return contours_; }

  signals:
    /// A plain click on the plane: point_on(plane, a, b) is the wanted start.
    void startPicked(double a, double b);

  protected:
    void rebuild() override;
    void paintBelow(QPainter& painter, const PlotFrame& frame) override;
    void paintAbove(QPainter& painter, const PlotFrame& frame) override;
    QStringList readoutAt(QPointF data) const override;
    void clicked(QPointF data) override;
    bool takesClicks() const override { return true; }

  private:
    void takeLandscape(std::shared_ptr<const Landscape> landscape);
    QString planeCaption() const;
    std::pair<QString, QString> axisNames() const;
    std::vector<Curve> pathCurves() const;

    QComboBox* levels_;
    ColorScale::Kind kind_ = ColorScale::Kind::logarithmic;
    std::shared_ptr<const Landscape> landscape_;
    ColorScale scale_;
    Heatmap heatmap_;
    std::vector<ContourLine> contours_;
    QString subtitle_;
};

}  // namespace basin::ui
