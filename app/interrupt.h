// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <thread>

namespace basin::app {

/// Before anything is opened or written: a reader of our output that goes away ends no run (what is written
/// fails instead), and files never take the place of a standard stream that was closed.
void keep_output_apart();

/// Turns the first SIGINT, SIGTERM or SIGHUP into a stop request, for as long as there is something to
/// compute or to write. A second SIGINT or SIGTERM ends the program at once; a second SIGHUP does not,
/// because a terminal that closes may send two. A signal that was ignored when the program began, as by
/// nohup, stays ignored. One at a time.
class InterruptWatch {
  public:
    InterruptWatch();
    ~InterruptWatch();
    InterruptWatch(const InterruptWatch&) = delete;
    InterruptWatch& operator=(const InterruptWatch&) = delete;

    std::stop_token token() const { return stop_.get_token(); }

  private:
    std::stop_source stop_;
    std::thread watcher_;
};

}  // namespace basin::app
