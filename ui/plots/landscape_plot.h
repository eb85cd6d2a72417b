// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include <QComboBox>

#include "core/analysis/contours.h"
#include "core/analysis/landscape.h"
#include "ui/chart/color_scale.h"
#include "ui/chart/heatmap.h"
#include "ui/families/per_family.h"
#include "ui/plots/plane_plot.h"

namespace basin::ui {

/// The loss on a plane: heatmap and contour lines.
class LandscapePlot : public PlanePlot {
    Q_OBJECT

  public:
    explicit LandscapePlot(QWidget* parent = nullptr);

    QString subtitle() const override { return subtitle_; }
    QString summary() const override;
    QByteArray csv() const override;
    QWidget* controls() override { return viewBox_; }
    /// How values become colours.
    static QStringList allViews();
    QStringList views() const override;
    void setView(const QString& word) override;

    void setView(ColorScale::Kind kind);
    ColorScale::Kind view() const;
    const std::vector<ContourLine>& contours() const { return contours_; }

  protected:
    void rebuild() override;
    void paintBelow(QPainter& painter, const PlotFrame& frame) override;
    QStringList readoutAt(QPointF data) const override;

  private:
    void setLandscape(std::shared_ptr<const Landscape> landscape);
    QString waitingMessage() const;

    void onFamilyChanged();

    QComboBox* viewBox_;
    const FamilyView* family_;
    PerFamily<ColorScale::Kind> kinds_;  // those that were chosen
    std::shared_ptr<const Landscape> landscape_;
    ColorScale scale_;
    Heatmap heatmap_;
    std::vector<ContourLine> contours_;
    bool hasHoles_ = false;  // values that are not finite
    QString subtitle_;
};

}  // namespace basin::ui
