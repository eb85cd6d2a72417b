// SPDX-License-Identifier: GPL-3.0-or-later
// What a plot has to do with the others: the iteration under the mouse, and the marks A and B.
#include "ui/plots/plot_view.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

LinkedReading* PlotView::reading() const {
    return model_ != nullptr ? &model_->reading() : nullptr;
}

std::optional<Index> PlotView::hoveredElsewhere() const {
    return model_ != nullptr && !hovers_ ? model_->reading().hovered() : std::nullopt;
}

void PlotView::tellHovered(std::optional<Index> iteration) {
    if (model_ == nullptr || (!hovers_ && !iteration)) return;
    hovers_ = iteration.has_value();
    model_->reading().setHovered(iteration);
}

bool PlotView::clearMarks() {
    if (model_ == nullptr || !model_->reading().hasMarks()) return false;
    model_->reading().clearMarks();
    return true;
}

}  // namespace basin::ui
