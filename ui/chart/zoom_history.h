// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "ui/chart/plot_frame.h"

namespace basin::ui {

/// The views a user zoomed away from. Not zoomed: the plot follows its data.
class ZoomHistory {
  public:
    bool isZoomed() const { return current_.has_value(); }
    /// The user's view, or nothing when the plot follows its data.
    const std::optional<ViewRange>& current() const { return current_; }

    /// Starts a new step to go back from.
    void push(const ViewRange& view);
    /// Goes on with the present step (one turn of the wheel is one step, not twenty).
    void replace(const ViewRange& view);
    /// Back by one step; false when there is none.
    bool undo();
    void reset();
    /// Every view as it is on other axes.
    void convert(const std::function<ViewRange(const ViewRange&)>& onOtherAxes);

  private:
    std::optional<ViewRange> current_;
    std::vector<std::optional<ViewRange>> past_;
};

}  // namespace basin::ui
