// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace basin {

/// Wall-clock seconds since its construction: rates of work on several threads, which the CPU time of the
/// calling thread would not give.
class Stopwatch {
  public:
    double seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    }

  private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace basin
