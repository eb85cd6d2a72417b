// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/linked_reading.h"

namespace basin::ui {

void LinkedReading::set(std::optional<Index>& which, std::optional<Index> iteration) {
    if (which == iteration) return;
    which = iteration;
    emit changed();
}

void LinkedReading::setHovered(std::optional<Index> iteration) {
    set(hovered_, iteration);
}

void LinkedReading::toggleA(Index iteration) {
    set(a_, a_ == iteration ? std::nullopt : std::optional(iteration));
}

void LinkedReading::toggleB(Index iteration) {
    set(b_, b_ == iteration ? std::nullopt : std::optional(iteration));
}

void LinkedReading::clearMarks() {
    if (!hasMarks()) return;
    a_.reset();
    b_.reset();
    emit changed();
}

}  // namespace basin::ui
