// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/analysis/landscape.h"
#include "ui/chart/plot_frame.h"

namespace basin::ui {

/// A landscape between the points that have been computed: bilinear.
class LandscapeValues {
  public:
    LandscapeValues() = default;
    /// Of a landscape with values, or null: nothing.
    explicit LandscapeValues(std::shared_ptr<const Landscape> landscape);

    bool isEmpty() const { return landscape_ == nullptr; }
    /// From the first to the last point.
    ViewRange extent() const;
    /// Computed points along each side, less one.
    Index cells() const;
    /// NaN outside, and beside a value that is not finite.
    double at(double a, double b) const;

  private:
    std::shared_ptr<const Landscape> landscape_;
};

}  // namespace basin::ui
