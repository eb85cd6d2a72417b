// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/experiment/results.h"
#include "core/numeric/deadline.h"

namespace basin {

/// The time that all parts of a run share (Experiment::max_seconds), from now.
class RunLimit {
  public:
    RunLimit(double max_seconds, std::stop_token outer);

    /// Of a stop request from outside, or of the time being over.
    std::stop_token token() const;
    /// Whether the time has ended the run.
    bool over() const;
    /// Names the part in what was cut off, when the time was over before its end. To be called after each
    /// part that leaves no sign of its own in the results.
    void after(std::string_view part);
    /// Those parts, and all asked for whose results are missing or incomplete; empty unless the time is over.
    std::vector<std::string> cut_off(const Experiment& asked, const Results& results) const;

  private:
    std::stop_token outer_;
    std::optional<Deadline> deadline_;  // none without a limit
    std::vector<std::string> named_;
};

}  // namespace basin
