// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <stop_token>
#include <thread>

namespace basin {

/// A stop request that comes by itself when the time is over, or at once when the outer one comes.
class Deadline {
  public:
    /// seconds >= 0, from now.
    Deadline(double seconds, const std::stop_token& outer);
    Deadline(const Deadline&) = delete;
    Deadline& operator=(const Deadline&) = delete;

    std::stop_token token() const { return source_.get_token(); }

  private:
    std::stop_source source_;
    std::stop_callback<std::function<void()>> forward_;
    std::jthread timer_;  // last: joined before what it uses goes away
};

}  // namespace basin
