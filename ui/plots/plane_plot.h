// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "core/analysis/plane_part.h"
#include "core/experiment/results.h"
#include "ui/chart/sampled_curve.h"
#include "ui/plots/end_mark.h"
#include "ui/plots/plot_view.h"

namespace basin::ui {

/// What every picture on the landscape plane shows on top: one path per solver up to the playhead, the start
/// and the minimiser; and that a click picks a start.
class PlanePlot : public PlotView {
    Q_OBJECT

  public:
    explicit PlanePlot(QWidget* parent = nullptr);

    void setModel(RunModel* model) override;

  signals:
    /// A plain click on the plane: point_on(plane, a, b) is the wanted start.
    void startPicked(double a, double b);

  protected:
    struct GridIndex {
        Index i, j;
    };

    /// Axes over a square grid on the plane, paths and signs; more signs go last into the legend.
    void showPlane(const LandscapePlane& plane, const Vector& a, const Vector& b,
                   std::vector<LegendEntry> signs = {});
    /// No plane, but a sentence.
    void showNothing(const QString& message);
    /// Which plane it is, and how much of the paths it does not show.
    QString planeCaption() const;
    /// The grid point that a place belongs to; nothing outside.
    static std::optional<GridIndex> gridIndexAt(QPointF data, const Vector& a, const Vector& b);
    std::optional<GridIndex> gridIndexAt(QPointF data) const { return gridIndexAt(data, a_, b_); }
    /// Of a zoom with as many digits as tell two pixels apart.
    QString placeText(QPointF data) const;
    /// What is computed for a view: a little more, so that a small pan finds it there.
    static PlanePart partOf(const ViewRange& view);
    /// Behind the subtitle, where the user cannot zoom in any further; else empty.
    QString depthNote() const;
    QSizeF leastView(const ViewRange& asked) const override;
    /// Of a and of b.
    std::pair<QString, QString> axisNames() const;

    /// Where a place on the plane is drawn.
    struct Spot {
        QPointF pixel;
        bool isShown = true;
        bool isHidden = false;  // behind what is in front of it
        QPointF towards = {};   // of one that is not shown, from the edge at `pixel`
    };
    virtual Spot spotOf(const PlotFrame& frame, double a, double b) const;
    /// Whether the plane is shown as a surface over it, which draws the paths itself; it gets them here.
    virtual bool isSurface() const { return false; }
    virtual void layPaths(const std::vector<Curve>&) {}

    void paintAbove(QPainter& painter, const PlotFrame& frame) override;
    void paintMarks(QPainter& painter, const PlotFrame& frame) const override;
    std::optional<Index> iterationAt(QPointF data) const override;
    /// "newton, iteration 12": the path under a place; empty where there is none.
    QString pathText(QPointF data) const;
    void clicked(QPointF data) override;
    bool takesClicks() const override { return true; }
    bool layerFollowsRebuild() const override { return false; }

  private:
    /// A record of a run whose point on the plane is as good as under a place.
    struct Step {
        std::size_t run;
        const IterationRecord* record;
    };
    std::optional<Step> stepUnder(QPointF data) const;
    /// How the origin is marked and called: a star only for a minimiser that is verified.
    LegendEntry originSign() const;
    struct Path {
        SampledCurve points;
        PathLength length;
    };
    /// Of a pinned run: on this plane, solver by solver; none where it lies on another.
    struct PinnedPaths {
        std::shared_ptr<const Results> results;
        Vector origin;                         // and
        const Landscape* landscape = nullptr;  // of what was shown
        std::vector<std::vector<QPointF>> paths;
    };
    void followPinned();
    void addPinned(std::vector<Curve>& curves);
    void followPaths();
    std::vector<Curve> pathCurves() const;
    void followEnds();
    void paintEnds(QPainter& painter, const PlotFrame& frame) const;
    /// Nothing while x0 is of another problem than the plane.
    std::optional<QPointF> startOnPlane() const;

    LandscapePlane plane_;
    Vector a_, b_;             // empty: nothing is shown
    std::vector<Path> paths_;  // run by run
    std::vector<PinnedPaths> pinned_;
    std::vector<RunEnd> ends_;
};

}  // namespace basin::ui
