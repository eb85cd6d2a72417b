// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include <QComboBox>

#include "core/analysis/landscape.h"
#include "ui/chart/color_scale.h"
#include "ui/families/per_family.h"
#include "ui/plots/landscape_picture.h"
#include "ui/plots/plane_plot.h"
#include "ui/runs/landscape_zoom.h"

namespace basin::ui {

/// The loss on a plane: heatmap and contour lines. What a zoom shows is computed afresh in the background;
/// until it is there, the whole plane's picture stays.
class LandscapePlot : public PlanePlot {
    Q_OBJECT

  public:
    explicit LandscapePlot(QWidget* parent = nullptr);

    QString subtitle() const override { return subtitle_; }
    QString summary() const override;
    QByteArray csv() const override;
    void setModel(RunModel* model) override;
    QWidget* controls() override { return viewBox_; }
    /// How values become colours.
    QStringList views() const override;
    void setView(const QString& word) override;

    void setView(ColorScale::Kind kind);
    ColorScale::Kind view() const;
    const std::vector<ContourLine>& contours() const { return picture_.contours(); }
    /// What was computed for the zoom; null: nothing.
    const std::shared_ptr<const Landscape>& part() const { return part_; }

  protected:
    void rebuild() override;
    void paintBelow(QPainter& painter, const PlotFrame& frame) override;
    QStringList readoutAt(QPointF data) const override;
    PlotChoices choices() const override;
    void setChoices(const PlotChoices& wanted) override;

  private:
    void setLandscape(std::shared_ptr<const Landscape> whole, std::shared_ptr<const Landscape> part);
    void askForPart();
    QString waitingMessage() const;

    void onFamilyChanged();

    QComboBox* viewBox_;
    const FamilyView* family_;
    PerFamily<ColorScale::Kind> kinds_;  // those that were chosen
    LandscapeZoom zoom_;
    std::shared_ptr<const Landscape> landscape_, part_;
    ColorScale scale_;
    LandscapePicture picture_, partPicture_;
    bool colored_ = false;  // as the view is
    QString subtitle_;
};

}  // namespace basin::ui
