// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <stop_token>
#include <utility>

namespace basin {

/// Thrown where a result is not wanted any more. Whoever made the Interruption catches it.
struct Interrupted {};

/// While it lives, long computations that are called on this thread ask whether their result is still wanted,
/// and give up where it is not: a factorisation or a Hessian that takes seconds would hold up a stop request.
class Interruption {
  public:
    /// What it means to give up. A computation that fails returns what it returns for numbers that are not
    /// finite; its result is of no use, and whoever made the Interruption asks it first. Interrupted is
    /// thrown on the thread of the Interruption only.
    enum class Effect { fails, throws };

    /// requested: may be called from several threads, and stays true once it was.
    explicit Interruption(std::function<bool()> requested, Effect effect = Effect::fails);
    ~Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

    /// The innermost one of this thread, to be asked on others too; null where there is none.
    static const Interruption* current();
    bool requested() const { return requested_(); }
    /// On its own thread: requested(), or Interrupted instead of true.
    bool point() const;

    /// Makes what runs on another thread, in the service of one with an Interruption, throw as there.
    class Shared {
      public:
        explicit Shared(const Interruption* interruption);
        ~Shared();
        Shared(const Shared&) = delete;
        Shared& operator=(const Shared&) = delete;

      private:
        const Interruption* outer_;
    };

  private:
    std::function<bool()> requested_;
    Effect effect_;
    const Interruption* outer_;
};

/// Calls part() so that a request reaches into it, on this thread and on those that serve it; not at all
/// after one. Returns false where it was left: nothing that it was about to come to is known.
template <class Part>
bool until(std::function<bool()> requested, const Part& part) {
    const Interruption interruption(std::move(requested), Interruption::Effect::throws);
    try {
        interruption.point();
        part();
        return true;
    } catch (const Interrupted&) {
        return false;
    }
}

/// The same for a stop request.
template <class Part>
bool until_stopped(const std::stop_token& stop, const Part& part) {
    return until([stop] { return stop.stop_requested(); }, part);
}

/// On any thread: whether to go on is useless.
inline bool is_interrupted(const Interruption* interruption) {
    return interruption && interruption->requested();
}

/// Where the thread that asked for a long computation may leave it: whether it has failed. Throws Interrupted
/// where that is the effect.
inline bool interruption_point(const Interruption* interruption = Interruption::current()) {
    return interruption && interruption->point();
}

}  // namespace basin
