// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include <QComboBox>

#include "core/analysis/landscape.h"
#include "ui/chart/color_scale.h"
#include "ui/families/per_family.h"
#include "ui/plots/landscape_picture.h"
#include "ui/plots/landscape_surface.h"
#include "ui/plots/plane_plot.h"
#include "ui/plots/seed_bands.h"
#include "ui/runs/part_zoom.h"

namespace basin::ui {

/// A way to show a landscape: how values become colours, and whether they are heights too.
struct LandscapeLook {
    // Of every kind of scale there is a flat view of that kind alone.
    LandscapeLook(ColorScale::Kind colors, bool asSurface = false) : kind(colors), isSurface(asSurface) {}

    ColorScale::Kind kind;
    bool isSurface;
    bool operator==(const LandscapeLook&) const = default;
};

/// The loss on a plane: heatmap and contour lines, or a surface. What a zoom shows is computed afresh in the
/// background; until it is there, the whole plane's picture stays. A surface turns by dragging and by the
/// arrow keys; a click starts at the place that one sees there.
class LandscapePlot : public PlanePlot {
    Q_OBJECT

  public:
    explicit LandscapePlot(QWidget* parent = nullptr);

    QString subtitle() const override { return subtitle_; }
    QString summary() const override;
    QByteArray csv() const override;
    void setModel(RunModel* model) override;
    QWidget* controls() override { return viewBox_; }
    QStringList views() const override;
    void setView(const QString& word) override;

    void finishPart() override { zoom_.finish(); }
    void leave() override { zoom_.drop(); }

    void setView(LandscapeLook look);
    LandscapeLook view() const;
    /// From where the surface is looked at.
    const SurfaceAngles& surfaceAngles() const { return surface_.angles(); }
    void setSurfaceAngles(const SurfaceAngles& angles);
    bool isTurned() const override;
    void resetZoom() override;
    const std::vector<ContourLine>& contours() const { return picture_.contours(); }
    /// What was computed for the zoom; null: nothing.
    const std::shared_ptr<const Landscape>& part() const { return part_; }
    /// The surface as it is shown.
    const SurfaceMesh& surfaceMesh() const { return surface_.mesh(frame(), plotStyle()); }
    const SurfaceProjection& surfaceProjection() const { return surface_.projection(frame(), plotStyle()); }

  protected:
    void rebuild() override;
    void paintBelow(QPainter& painter, const PlotFrame& frame) override;
    void paintAbove(QPainter& painter, const PlotFrame& frame) override;
    QStringList readoutAt(QPointF data) const override;
    PlotChoices choices() const override;
    void setChoices(const PlotChoices& wanted) override;
    std::optional<QPointF> dataUnder(QPointF pixel) const override;
    void comeToRest() override;
    void turn(QPointF by, bool first) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool isSurface() const override { return view().isSurface; }
    void layPaths(const std::vector<Curve>& curves) override { surface_.setCurves(curves); }
    Spot spotOf(const PlotFrame& frame, double a, double b) const override;

  private:
    void fillViewBox();
    PixelMeaning surfacePixels() const;
    void setLandscape(std::shared_ptr<const Landscape> whole, std::shared_ptr<const Landscape> part);
    bool hasHoles() const;
    void keepMoving();
    void askForPart();
    QString waitingMessage() const;

    void onFamilyChanged();
    void laySeedPaths();

    QComboBox* viewBox_;
    const FamilyView* family_;
    PerFamily<LandscapeLook> chosen_;
    PartZoom<Landscape, PlanePart> zoom_;
    std::shared_ptr<const Landscape> landscape_, part_;
    ColorScale scale_;
    LandscapePicture picture_, partPicture_;  // of flat views
    LandscapeSurface surface_;
    SurfaceAngles anglesBefore_;      // the drag
    QTimer restTimer_;                // runs while the surface moves
    std::optional<Palette> colored_;  // as the view is, in this palette
    SeedBands seedPaths_;             // of runs from other seeds
    QString subtitle_;
};

}  // namespace basin::ui
