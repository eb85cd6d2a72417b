// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/numeric/types.h"

namespace basin {

/// Which kinks are likely to hold the next step: a guess that saves work, no more. A unit that stays on its
/// kink does what it did last with this sign; one that is new there with this sign mostly moves on through
/// it.
class KinkMemory {
  public:
    /// Forgets everything where the number of entries of u changes.
    void resize(Index states) {
        const auto size = static_cast<std::size_t>(states);
        if (right_.size() == size) return;
        left_.assign(size, Known::nothing);
        right_ = left_;
    }
    /// Whether u_k = 0 is expected to be an active bound for this sign.
    bool expects(Index k, double sign) const {
        const Known with = side(sign)[at(k)], against = side(-sign)[at(k)];
        return with == Known::holds || (with == Known::nothing && against != Known::holds);
    }
    /// What a step with these signs came to, U where it begins (Nh x T).
    void learn(const Matrix& U, const Matrix& signs, const std::vector<bool>& held) {
        for (Index k = 0; k < U.size(); ++k) {
            if (U.data()[k] != 0) left_[at(k)] = right_[at(k)] = Known::nothing;
            if (U.data()[k] == 0 || held[at(k)])
                side(signs.data()[k])[at(k)] = held[at(k)] ? Known::holds : Known::frees;
        }
    }

  private:
    enum class Known : unsigned char { nothing, holds, frees };
    static std::size_t at(Index k) { return static_cast<std::size_t>(k); }
    const std::vector<Known>& side(double sign) const { return sign > 0 ? right_ : left_; }
    std::vector<Known>& side(double sign) { return sign > 0 ? right_ : left_; }

    std::vector<Known> left_, right_;  // per entry of u
};

}  // namespace basin
