// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <functional>
#include <vector>

#include "core/analysis/attraction.h"
#include "ui/chart/heatmap.h"

namespace basin::ui {

/// A basin of attraction in colours, of the whole plane or of a part; empty for none.
class AttractionLayer {
  public:
    using PixelColor = std::function<QRgb(const AttractionPixel&)>;

    AttractionLayer() = default;
    /// hatch: transparent for none.
    AttractionLayer(const Attraction& picture, const PixelColor& color, const PixelColor& hatch);

    bool isEmpty() const { return heatmap_.isEmpty(); }
    void paint(QPainter& painter, const PlotFrame& frame) const { heatmap_.paint(painter, frame); }

  private:
    Heatmap heatmap_;
};

/// Whether the picture reaches beyond all sides of the view.
bool covers(const Attraction& picture, const ViewRange& view);

/// What a basin of attraction says of its starts, or of those within a view.
struct AttractionCounts {
    Index all = 0, converged = 0, diverged = 0;
    std::vector<Index> starts;  // for each minimiser, how many starts reach it

    AttractionCounts() = default;
    AttractionCounts(const Attraction& picture, const ViewRange& view);
};

/// The fewest and the most iterations of the starts that arrive.
struct IterationRange {
    double least = not_applicable, most = not_applicable;  // NaN: none arrives
    void add(const Attraction& picture);
    bool operator==(const IterationRange& other) const {
        return (least == other.least && most == other.most) || (std::isnan(least) && std::isnan(other.least));
    }
};

}  // namespace basin::ui
