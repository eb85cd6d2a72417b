// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/way_summary.h"

#include <algorithm>
#include <cmath>

namespace basin {

namespace {

constexpr double beyond_rounding = 1e-12;

/// Whether b lies above a; infinity above all that is finite.
bool rose(double a, double b) {
    return b > a && !(b - a <= beyond_rounding * std::abs(a));
}

}  // namespace

void WaySummary::add(double objective, double step_norm) {
    ++iteration_;
    if (iteration_ == 0) {
        lowest_ = objective;
    } else {
        rises_ += rose(last_, objective);
        lowest_ = std::fmin(lowest_, objective);
        if (step_norm > marks_[0].longest) marks_[0].longest = step_norm;
    }
    last_ = objective;
    if ((iteration_ & (iteration_ - 1)) != 0) return;
    marks_[2] = marks_[1];
    marks_[1] = marks_[0];
    marks_[0] = {iteration_, lowest_, 0};
}

std::size_t WaySummary::compared() const {
    if (iteration_ <= 0) return marks_.size();
    std::size_t place = 0;
    // iteration <= 3/4 of the whole, without a product that overflows.
    while (place < marks_.size() && marks_[place].iteration > iteration_ - (iteration_ + 3) / 4) ++place;
    return place < marks_.size() && marks_[place].iteration >= 0 ? place : marks_.size();
}

Index WaySummary::mark() const {
    const std::size_t place = compared();
    return place == marks_.size() ? -1 : marks_[place].iteration;
}

bool WaySummary::still_falling() const {
    const std::size_t mark = compared();
    return mark == marks_.size() || rose(lowest_, marks_[mark].lowest);
}

bool WaySummary::keeps_its_steps() const {
    const std::size_t mark = compared();
    if (mark + 1 >= marks_.size() || marks_[mark + 1].iteration < 0) return false;
    double after = 0;
    for (std::size_t place = 0; place <= mark; ++place) after = std::max(after, marks_[place].longest);
    const double before = marks_[mark + 1].longest;
    return before > 0 && after >= 0.75 * before && after <= 1.5 * before;
}

}  // namespace basin
