// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

namespace basin {

/// While it lives, long computations that are called on this thread may ask whether their result is still
/// wanted, and give up where it is not: a factorisation or a Hessian that takes seconds would hold up a stop
/// request. What they return is then of no use; whoever made the Interruption asks it first.
class Interruption {
  public:
    /// requested: may be called from several threads, and stays true once it was.
    explicit Interruption(std::function<bool()> requested);
    ~Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

    /// The innermost one of this thread, to be asked on others too; null where there is none.
    static const Interruption* current();
    bool requested() const { return requested_(); }

  private:
    std::function<bool()> requested_;
    const Interruption* outer_;
};

inline bool is_interrupted(const Interruption* interruption) {
    return interruption && interruption->requested();
}

}  // namespace basin
