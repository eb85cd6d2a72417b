// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace basin {

/// A set of problem families, a bit each.
using Families = unsigned;

inline constexpr Families softmax_family = 1U << 0;
inline constexpr Families elman_family = 1U << 1;
inline constexpr Families every_family = ~0U;

}  // namespace basin
