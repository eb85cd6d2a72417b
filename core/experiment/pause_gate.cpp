// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/pause_gate.h"

#include <utility>

namespace basin {

void PauseGate::open() {
    {
        const std::lock_guard lock(mutex_);
        open_ = true;
        steps_ = 0;
    }
    changed_.notify_all();
}

void PauseGate::close() {
    const std::lock_guard lock(mutex_);
    open_ = false;
}

void PauseGate::step() {
    {
        const std::lock_guard lock(mutex_);
        if (!open_) ++steps_;
    }
    changed_.notify_one();
}

void PauseGate::wait(std::stop_token stop) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, std::move(stop), [this] { return open_ || steps_ > 0; });
    if (!open_ && steps_ > 0) --steps_;
}

}  // namespace basin
