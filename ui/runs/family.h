// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>

#include "core/experiment/experiment.h"

namespace basin::ui {

/// The two systems that Basin knows; what the window offers depends on it.
enum class Family { softmax, network };
inline constexpr std::array allFamilies{Family::softmax, Family::network};

inline Family familyOf(const Experiment& experiment) {
    return is_recurrent(experiment) ? Family::network : Family::softmax;
}

/// One value for each family.
template <typename T>
class PerFamily {
  public:
    PerFamily() = default;
    PerFamily(T softmax, T network) : values_{std::move(softmax), std::move(network)} {}
    T& operator[](Family family) { return values_[static_cast<std::size_t>(family)]; }
    const T& operator[](Family family) const { return values_[static_cast<std::size_t>(family)]; }

  private:
    std::array<T, allFamilies.size()> values_{};
};

}  // namespace basin::ui
