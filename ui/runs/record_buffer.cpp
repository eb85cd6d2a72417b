// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/record_buffer.h"

#include <utility>

namespace basin::ui {

void RecordBuffer::append(RunEvent event) {
    const std::lock_guard lock(mutex_);
    events_.push_back(std::move(event));
}

std::vector<RunEvent> RecordBuffer::takeAll() {
    std::vector<RunEvent> taken;
    const std::lock_guard lock(mutex_);
    taken.swap(events_);
    return taken;
}

}  // namespace basin::ui
