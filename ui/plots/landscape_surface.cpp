// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/landscape_surface.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>
#include <QFontMetricsF>

#include "ui/chart/chart_layout.h"
#include "ui/chart/color_bar_labels.h"

namespace basin::ui {

namespace {

constexpr int fewestCells = 16, mostCells = 96, mostMovingCells = 64;
constexpr double smallestCell = 3;  // px along a side
// px. In a smaller area the heights are told by the colour bar alone.
constexpr double compactSide = 240;

struct SurfaceTexts {
    Q_DECLARE_TR_FUNCTIONS(SurfaceTexts)
};

QString heightName(ColorScale::Kind kind) {
    switch (kind) {
        case ColorScale::Kind::logarithmic:
            return SurfaceTexts::tr("loss, log levels");
        case ColorScale::Kind::quantile:
            return SurfaceTexts::tr("loss, quantiles");
        case ColorScale::Kind::linear:
            break;
    }
    return SurfaceTexts::tr("loss");
}

/// Round values of a range along one side of the box.
std::vector<Tick> groundTicks(double low, double high, int wanted) {
    std::vector<Tick> ticks = makeTicks(AxisTransform::linear(), low, high, wanted);
    for (Tick& tick : ticks) tick.position = 2 * (tick.position - low) / (high - low) - 1;
    return ticks;
}

SurfaceAxis groundAxis(const QString& name, double low, double high, int wanted) {
    return {groundTicks(low, high, wanted), name, name.section(QLatin1Char(','), 0, 0)};
}

}  // namespace

void LandscapeSurface::setValues(std::shared_ptr<const Landscape> whole,
                                 std::shared_ptr<const Landscape> part, const ColorScale& scale) {
    whole_ = LandscapeValues(std::move(whole));
    part_ = LandscapeValues(std::move(part));
    if (scale.map() != scale_.map()) picture_ = SurfacePicture(scale.map());
    scale_ = scale;
    scene_.reset();
}

void LandscapeSurface::setCurves(std::vector<Curve> curves) {
    curves_ = std::move(curves);
    laid_.reset();
}

void LandscapeSurface::setAxisNames(const QString& a, const QString& b) {
    if (a == aName_ && b == bName_) return;
    aName_ = a;
    bName_ = b;
    scene_.reset();
}

bool LandscapeSurface::setAngles(const SurfaceAngles& angles) {
    const SurfaceAngles wanted = angles.turnedBy(0, 0);  // within their bounds
    if (wanted == angles_) return false;
    angles_ = wanted;
    return true;
}

SurfaceAxes LandscapeSurface::axesFor(const PlotFrame& frame, const PlotStyle& style) const {
    const double line = QFontMetricsF(chartFont(style)).height();
    const double side = std::min(frame.area.width(), frame.area.height());
    const int wanted = std::clamp(static_cast<int>(side / (4 * line)), 2, 6);
    SurfaceAxes axes{groundAxis(aName_, frame.view.left, frame.view.right, wanted),
                     groundAxis(bName_, frame.view.bottom, frame.view.top, wanted),
                     {}};
    axes.height.label = heightName(scale_.kind());
    axes.height.shortLabel = SurfaceTexts::tr("loss");
    const bool compact = side < compactSide;
    for (const ColorBarLabel& label : colorBarLabels(scale_, compact, false))
        axes.height.ticks.push_back({label.level, compact ? QString() : label.text});
    return axes;
}

LandscapeSurface::Scene& LandscapeSurface::scene(const PlotFrame& frame, const PlotStyle& style) const {
    const bool sameFrame = scene_ && scene_->frame == frame && scene_->fontSize == style.fontSize;
    if (!sameFrame) {
        scene_ = Scene{frame, style.fontSize, 0, {}, {}, axesFor(frame, style), {}};
    }
    Scene& now = *scene_;
    if (!sameFrame || now.angles != angles_) {
        now.angles = angles_;
        const QRectF room = frame.area.marginsRemoved(surfaceMargins(now.axes, style));
        now.projection = SurfaceProjection(room, angles_);
        laid_.reset();
    }
    const int fitting = static_cast<int>(2 * now.projection.scale() / smallestCell);
    const int most = std::clamp(fitting, fewestCells, moving_ ? mostMovingCells : mostCells);
    if (now.most != most) {
        now.most = most;
        now.mesh = SurfaceMesh(whole_, part_, scale_, frame.view, most);
        laid_.reset();
    }
    return now;
}

const SurfaceMesh& LandscapeSurface::mesh(const PlotFrame& frame, const PlotStyle& style) const {
    return scene(frame, style).mesh;
}

const SurfaceProjection& LandscapeSurface::projection(const PlotFrame& frame, const PlotStyle& style) const {
    return scene(frame, style).projection;
}

void LandscapeSurface::paint(QPainter& painter, const PlotFrame& frame, const PlotStyle& style) const {
    const Scene& now = scene(frame, style);
    paintSurfaceBox(painter, now.projection, now.axes, style, frame.area);
    picture_.paint(painter, now.mesh, now.projection, !moving_);
}

void LandscapeSurface::paintCurves(QPainter& painter, const PlotFrame& frame, const PlotStyle& style) const {
    const Scene& now = scene(frame, style);
    if (!laid_) laid_ = layCurves(curves_, now.mesh, now.projection);
    paintLaidCurves(painter, curves_, *laid_, style);
}

}  // namespace basin::ui
