// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/running_worst.h"

#include <cmath>

namespace basin::ui {

double RunningWorst::upTo(const Results& results, std::size_t run, Index iteration) {
    const SolverRun& shown = results.runs[run];
    if (run_ != run || worst_.size() > shown.history.size()) worst_.clear();
    run_ = run;
    while (worst_.size() < shown.history.size()) {
        const double value = shown.history[worst_.size()].*entry_;
        const double before = worst_.empty() ? not_applicable : worst_.back();
        worst_.push_back(std::fmax(before, value));  // the other where one is NaN
    }
    const std::size_t count = records_up_to(shown, iteration);
    return count == 0 ? not_applicable : worst_[count - 1];
}

}  // namespace basin::ui
