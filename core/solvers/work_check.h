// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <utility>

namespace basin {

/// Asked within an iteration, by loops that may take long, whether the run is to end: asks whoever knows once
/// about a millisecond's work is done, so that small problems pay nothing for it.
class WorkCheck {
  public:
    static constexpr double millisecond = 1e6;  // about so many operations

    /// interrupted: whether a stop was requested or the time is over; empty: never. It is asked after so many
    /// operations.
    explicit WorkCheck(std::function<bool()> interrupted, double between = millisecond)
        : interrupted_(std::move(interrupted)), between_(between) {}

    /// Before work of so many floating-point operations. Once true it stays so.
    bool is_over(double operations) {
        work_ += operations;
        if (over_ || work_ < between_ || !interrupted_) return over_;
        work_ = 0;
        return over_ = interrupted_();
    }
    bool was_over() const { return over_; }

  private:
    std::function<bool()> interrupted_;
    double between_, work_ = 0;
    bool over_ = false;
};

}  // namespace basin
