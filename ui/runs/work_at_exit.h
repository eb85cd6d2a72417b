// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace basin::ui {

/// What the end of the program does about work on another thread: what is only computed is lost after a
/// moment, what is written is waited for.
enum class AtExit { lose, wait };

/// Some work, while this lives.
class WorkAtExit {
  public:
    explicit WorkAtExit(AtExit atExit);
    ~WorkAtExit();
    WorkAtExit(const WorkAtExit&) = delete;
    WorkAtExit& operator=(const WorkAtExit&) = delete;

  private:
    AtExit atExit_;
};

/// Waits for what is written, then at most so long for what is computed; whether all of it has ended.
bool workEndsWithin(std::chrono::milliseconds limit);

/// After the last turn of the event loop: ends the program at once, without its destructors, where something
/// that was asked to stop computes on. A step of linear algebra on large data may take seconds, and giving
/// their memory back as well. Returns where nothing does.
void endWithoutWork(int exitCode);

}  // namespace basin::ui
