// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/stage_progress.h"

#include <algorithm>

namespace basin {

StageProgress::StageProgress(Stage stage, const EventSink& sink) : stage_(stage), sink_(sink) {
    sink_(Progress{stage_, 0.0, not_applicable});
}

void StageProgress::report(double done) {
    using namespace std::chrono_literals;
    const double before = done_;
    done_ = std::clamp(done, done_, 1.0);
    const auto now = Clock::now();
    const bool ends = done_ >= 1 && before < 1;
    if (!ends && now - last_ < 100ms) return;
    last_ = now;
    const double elapsed = std::chrono::duration<double>(now - start_).count();
    // Below one per cent the extrapolation says nothing.
    const double own = done_ - skipped_;
    const double eta = own > 0.01 ? elapsed * (1 - done_) / own : not_applicable;
    sink_(Progress{stage_, done_, eta});
}

}  // namespace basin
