// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/zoom_history.h"

namespace basin::ui {

namespace {
constexpr std::size_t longestPast = 100;
}

void ZoomHistory::push(const ViewRange& view) {
    if (past_.size() == longestPast) past_.erase(past_.begin() + 1);
    past_.push_back(current_);
    current_ = view;
}

void ZoomHistory::replace(const ViewRange& view) {
    if (current_)
        current_ = view;
    else
        push(view);
}

bool ZoomHistory::undo() {
    if (past_.empty()) return false;
    current_ = past_.back();
    past_.pop_back();
    return true;
}

void ZoomHistory::reset() {
    current_.reset();
    past_.clear();
}

void ZoomHistory::convert(const std::function<ViewRange(const ViewRange&)>& onOtherAxes) {
    if (current_) current_ = onOtherAxes(*current_);
    for (std::optional<ViewRange>& view : past_)
        if (view) view = onOtherAxes(*view);
}

}  // namespace basin::ui
