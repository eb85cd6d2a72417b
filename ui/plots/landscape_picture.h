// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QPainter>

#include "core/analysis/contours.h"
#include "core/analysis/landscape.h"
#include "ui/chart/color_scale.h"
#include "ui/chart/heatmap.h"
#include "ui/chart/palette.h"
#include "ui/chart/plot_frame.h"

namespace basin::ui {

/// A landscape in colours, with contour lines; empty for one without values.
class LandscapePicture {
  public:
    LandscapePicture() = default;
    LandscapePicture(const Landscape& landscape, const ColorScale& scale);

    static ColorScale scaleFor(const Landscape& landscape, ColorScale::Kind kind,
                               Palette palette = Palette::usual);
    /// Hatches what is not finite; seen on both themes.
    static QColor holeColor() { return {0x80, 0x80, 0x80}; }

    bool isEmpty() const { return heatmap_.isEmpty(); }
    /// Values that are not finite; of a picture that is being refined they may come yet.
    bool hasHoles() const { return hasHoles_; }
    const std::vector<ContourLine>& contours() const { return contours_; }
    /// Whether it holds all that the view shows.
    bool covers(const ViewRange& view) const;
    void paint(QPainter& painter, const PlotFrame& frame, double lineWidth) const;

  private:
    ViewRange extent_;
    Heatmap heatmap_;
    std::vector<ContourLine> contours_;
    bool hasHoles_ = false;
};

}  // namespace basin::ui
