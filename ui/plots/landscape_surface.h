// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <QPainter>
#include <QString>

#include "core/analysis/landscape.h"
#include "ui/chart/color_scale.h"
#include "ui/chart/curve.h"
#include "ui/chart/plot_frame.h"
#include "ui/chart/plot_style.h"
#include "ui/plots/landscape_values.h"
#include "ui/plots/surface_box.h"
#include "ui/plots/surface_mesh.h"
#include "ui/plots/surface_paths.h"
#include "ui/plots/surface_picture.h"
#include "ui/plots/surface_projection.h"

namespace basin::ui {

/// A landscape as a surface over what a view shows of its plane, in a box with axes, with curves on it. A
/// frame's view is the range of a and b, its area what there is room in.
class LandscapeSurface {
  public:
    /// part: what was computed for a zoom; null: nothing. The heights are the levels of the colours.
    void setValues(std::shared_ptr<const Landscape> whole, std::shared_ptr<const Landscape> part,
                   const ColorScale& scale);
    void setCurves(std::vector<Curve> curves);
    void setAxisNames(const QString& a, const QString& b);

    const SurfaceAngles& angles() const { return angles_; }
    /// Returns whether they are others than before.
    bool setAngles(const SurfaceAngles& angles);
    /// While it moves it is drawn with fewer cells and rough edges.
    void setMoving(bool moving) { moving_ = moving; }

    /// The box and the surface; then, above them, the curves.
    void paint(QPainter& painter, const PlotFrame& frame, const PlotStyle& style) const;
    void paintCurves(QPainter& painter, const PlotFrame& frame, const PlotStyle& style) const;

    const SurfaceMesh& mesh(const PlotFrame& frame, const PlotStyle& style) const;
    const SurfaceProjection& projection(const PlotFrame& frame, const PlotStyle& style) const;

  private:
    /// What is made for one frame, until something that it depends on is another.
    struct Scene {
        PlotFrame frame;
        double fontSize = 0;
        int most = 0;  // cells along each side
        SurfaceMesh mesh;
        SurfaceAngles angles;
        SurfaceAxes axes;
        SurfaceProjection projection;
    };
    Scene& scene(const PlotFrame& frame, const PlotStyle& style) const;
    SurfaceAxes axesFor(const PlotFrame& frame, const PlotStyle& style) const;

    LandscapeValues whole_, part_;
    ColorScale scale_;
    std::vector<Curve> curves_;
    QString aName_, bName_;
    SurfaceAngles angles_;
    bool moving_ = false;
    SurfacePicture picture_;
    mutable std::optional<Scene> scene_;
    mutable std::optional<std::vector<LaidCurve>> laid_;  // curves_ on the scene
};

}  // namespace basin::ui
