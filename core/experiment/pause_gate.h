// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace basin {

/// Lets another thread hold a run between two iterations. Open at first.
class PauseGate {
  public:
    void open();
    void close();
    /// While closed: lets one more iteration through.
    void step();
    /// Returns at once while open; else waits for open(), step() or a stop request.
    void wait(std::stop_token stop);

  private:
    std::mutex mutex_;
    std::condition_variable_any changed_;
    bool open_ = true;
    int steps_ = 0;  // iterations let through while closed
};

}  // namespace basin
